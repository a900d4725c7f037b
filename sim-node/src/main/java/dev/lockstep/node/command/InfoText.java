package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.master.Feed;
import dev.lockstep.node.replica.LinkState;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.replica.ReplicationControl.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The text of INFO. Sections that need the database are left out while loading. */
final class InfoText {
    private final NodeContext node;

    InfoText(NodeContext node) {
        this.node = node;
    }

    /** The section {@code wanted}, or all of them. An unknown section is empty. */
    String render(String wanted) {
        String section = wanted.toLowerCase(Locale.ROOT);
        boolean loading = node.loading().isOn();
        StringBuilder text = new StringBuilder();
        append(text, section, "server", this::server);
        append(text, section, "clients", this::clients);
        append(text, section, "memory", InfoText::memory);
        append(text, section, "persistence", this::persistence);
        append(text, section, "stats", this::stats);
        if (!loading) {
            append(text, section, "replication", this::replication);
        }
        append(text, section, "cpu", InfoText::cpu);
        append(text, section, "commandstats", () -> "# Commandstats\r\n");
        append(text, section, "cluster", () -> "# Cluster\r\ncluster_enabled:" + clusterEnabled() + "\r\n");
        if (!loading) {
            append(text, section, "keyspace", this::keyspace);
            append(text, section, "rocksdb", this::rocksdb);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String wanted, String section, Supplier<String> content) {
        boolean all = wanted.equals("all");
        if (all || wanted.equals(section)) {
            text.append(all && !text.isEmpty() ? "\r\n" : "").append(content.get());
        }
    }

    private int clusterEnabled() {
        return node.config().yes(Option.CLUSTER_ENABLED) ? 1 : 0;
    }

    private String server() {
        long up = (Database.now() - node.stats().startedMillis) / 1000;
        return "# Server\r\nversion:unstable\r\nkvrocks_version:unstable\r\nredis_version:4.0.0\r\nredis_mode:"
                + (clusterEnabled() == 1 ? "cluster" : "standalone")
                + "\r\nprocess_id:" + ProcessHandle.current().pid()
                + "\r\ntcp_port:" + node.config().text(Option.PORT)
                + "\r\nserver_time_usec:" + Database.now() * 1000
                + "\r\nuptime_in_seconds:" + up
                + "\r\nuptime_in_days:" + up / 86400
                + "\r\n";
    }

    private String clients() {
        return "# Clients\r\nmaxclients:" + node.config().text(Option.MAXCLIENTS)
                + "\r\nconnected_clients:" + node.stats().clients.get()
                + "\r\nmonitor_clients:0\r\nblocked_clients:0\r\n";
    }

    private static String memory() {
        Runtime runtime = Runtime.getRuntime();
        return "# Memory\r\nused_memory_rss:" + runtime.totalMemory() + "\r\nused_memory_lua:0\r\n";
    }

    private String persistence() {
        return "# Persistence\r\nloading:" + (node.loading().isOn() ? 1 : 0)
                + "\r\nbgsave_in_progress:0\r\nlast_bgsave_time:"
                + node.stats().lastSave.get()
                + "\r\nlast_bgsave_status:ok\r\nlast_bgsave_time_sec:-1\r\n";
    }

    private static String cpu() {
        return "# CPU\r\nused_cpu_sys:0\r\nused_cpu_user:0\r\n";
    }

    private String keyspace() {
        return "# Keyspace\r\nsequence:" + node.store().latestSequence() + "\r\n";
    }

    private String rocksdb() {
        return "# RocksDB\r\nsequence:" + node.store().latestSequence() + "\r\n";
    }

    private String stats() {
        Stats stats = node.stats();
        return "# Stats\r\ntotal_connections_received:" + stats.connections.get() + "\r\n"
                + "total_commands_processed:" + stats.commands.get() + "\r\n"
                + "instantaneous_ops_per_sec:0\r\n"
                + "total_net_input_bytes:" + stats.bytesIn.get() + "\r\n"
                + "total_net_output_bytes:" + stats.bytesOut.get() + "\r\n"
                + "instantaneous_input_kbps:0\r\n"
                + "instantaneous_output_kbps:0\r\n"
                + "sync_full:" + stats.syncFull.get() + "\r\n"
                + "sync_partial_ok:" + stats.syncPartialOk.get() + "\r\n"
                + "sync_partial_err:" + stats.syncPartialErr.get() + "\r\n"
                + "keyspace_hits:" + stats.hits.get() + "\r\n"
                + "keyspace_misses:" + stats.misses.get() + "\r\n"
                + "pubsub_channels:" + node.clientSide().pubSub().channelCount() + "\r\n"
                + "pubsub_patterns:" + node.clientSide().pubSub().patterns() + "\r\n";
    }

    private String replication() {
        Snapshot role = node.replication().snapshot();
        long latest = node.store().latestSequence();
        StringBuilder text = new StringBuilder("# Replication\r\n");
        text.append("role:").append(role.master() == null ? "master" : "slave").append("\r\n");
        if (role.master() != null) {
            text.append(link(role.master(), role, latest));
        }
        List<Feed> feeds = node.feeds().all();
        text.append("connected_slaves:").append(feeds.size()).append("\r\n");
        for (int i = 0; i < feeds.size(); i++) {
            Feed feed = feeds.get(i);
            text.append("slave").append(i).append(":ip=").append(feed.address().ip());
            text.append(",port=")
                    .append(feed.address().port())
                    .append(",offset=")
                    .append(feed.sent());
            text.append(",lag=").append(latest - feed.sent()).append("\r\n");
        }
        return text.append("master_repl_offset:").append(latest).append("\r\n").toString();
    }

    private String link(Master master, Snapshot role, long latest) {
        boolean syncing = role.state() != null && role.state().syncing();
        boolean broken = role.state() == LinkState.ERROR;
        return "master_host:" + master.host() + "\r\n"
                + "master_port:" + master.given() + "\r\n"
                + "master_link_status:" + (role.connected() ? "up" : "down") + "\r\n"
                + "master_sync_unrecoverable_error:" + (broken ? "yes" : "no") + "\r\n"
                + "master_sync_in_progress:" + (syncing ? 1 : 0) + "\r\n"
                + "master_last_io_seconds_ago:" + (Database.now() - role.lastIoMillis()) / 1000 + "\r\n"
                + "slave_repl_offset:" + latest + "\r\n"
                + "slave_priority:" + node.config().text(Option.SLAVE_PRIORITY) + "\r\n";
    }
}
