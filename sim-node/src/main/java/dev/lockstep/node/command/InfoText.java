package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.master.Feed;
import dev.lockstep.node.replica.LinkState;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.replica.ReplicationControl.Snapshot;
import java.util.List;
import java.util.Locale;

/** The text of INFO. Sections that need the database are left out while loading. */
final class InfoText {
    private final NodeContext node;

    InfoText(NodeContext node) {
        this.node = node;
    }

    /** The section {@code wanted}, or all of them. An unknown section is empty. */
    String render(String wanted) {
        String section = wanted.toLowerCase(Locale.ROOT);
        boolean all = section.equals("all");
        boolean loading = node.loading().isOn();
        StringBuilder text = new StringBuilder();
        if (all || section.equals("server")) {
            text.append(server());
        }
        if (all || section.equals("clients")) {
            text.append(clients());
        }
        if (all || section.equals("persistence")) {
            text.append("# Persistence\r\nloading:").append(loading ? 1 : 0).append("\r\n");
        }
        if (all || section.equals("stats")) {
            text.append(stats());
        }
        if (!loading && (all || section.equals("replication"))) {
            text.append(replication());
        }
        if (all || section.equals("cluster")) {
            text.append("# Cluster\r\ncluster_enabled:")
                    .append(clusterEnabled())
                    .append("\r\n");
        }
        if (!loading && (all || section.equals("keyspace"))) {
            text.append("# Keyspace\r\nsequence:")
                    .append(node.store().latestSequence())
                    .append("\r\n");
        }
        return text.toString();
    }

    private int clusterEnabled() {
        return node.config().yes(Option.CLUSTER_ENABLED) ? 1 : 0;
    }

    private String server() {
        return "# Server\r\nredis_version:4.0.0\r\nredis_mode:"
                + (clusterEnabled() == 1 ? "cluster" : "standalone")
                + "\r\ntcp_port:" + node.config().text(Option.PORT) + "\r\n";
    }

    private String clients() {
        return "# Clients\r\nconnected_clients:" + node.stats().clients.get() + "\r\n";
    }

    private String stats() {
        Stats stats = node.stats();
        return "# Stats\r\ntotal_connections_received:" + stats.connections.get() + "\r\n"
                + "total_commands_processed:" + stats.commands.get() + "\r\n"
                + "total_net_input_bytes:" + stats.bytesIn.get() + "\r\n"
                + "total_net_output_bytes:" + stats.bytesOut.get() + "\r\n"
                + "sync_full:" + stats.syncFull.get() + "\r\n"
                + "sync_partial_ok:" + stats.syncPartialOk.get() + "\r\n"
                + "sync_partial_err:" + stats.syncPartialErr.get() + "\r\n"
                + "keyspace_hits:" + stats.hits.get() + "\r\n"
                + "keyspace_misses:" + stats.misses.get() + "\r\n";
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
                + "master_port:" + master.port() + "\r\n"
                + "master_link_status:" + (role.connected() ? "up" : "down") + "\r\n"
                + "master_sync_unrecoverable_error:" + (broken ? "yes" : "no") + "\r\n"
                + "master_sync_in_progress:" + (syncing ? 1 : 0) + "\r\n"
                + "master_last_io_seconds_ago:" + (Keyspace.now() - role.lastIoMillis()) / 1000 + "\r\n"
                + "slave_repl_offset:" + latest + "\r\n"
                + "slave_priority:" + node.config().text(Option.SLAVE_PRIORITY) + "\r\n";
    }
}
