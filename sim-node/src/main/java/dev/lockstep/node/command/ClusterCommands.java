package dev.lockstep.node.command;

import dev.lockstep.node.cluster.ClusterControl;
import dev.lockstep.node.cluster.ClusterNode;
import dev.lockstep.node.cluster.ClusterState;
import dev.lockstep.node.cluster.ClusterText;
import dev.lockstep.node.cluster.SlotHash;
import dev.lockstep.node.cluster.SlotRange;
import dev.lockstep.node.cluster.TopologyException;
import dev.lockstep.node.cluster.TopologyParser;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** CLUSTER, for clients, and CLUSTERX, for the controller (Kvrocks cmd_cluster.cc). */
final class ClusterCommands {
    private static final String CLUSTER_USAGE = "CLUSTER command, CLUSTER INFO|NODES|SLOTS|KEYSLOT|RESET|REPLICAS";
    private static final String CLUSTERX_USAGE =
            "CLUSTERX command, CLUSTERX VERSION|MYID|SETNODEID|SETNODES|SETSLOT|MIGRATE";

    private final NodeContext node;
    private final ClusterControl control;
    private final ClusterState state;
    private final ClusterText text;

    ClusterCommands(NodeContext node) {
        this.node = node;
        this.control = node.cluster();
        this.state = control.state();
        this.text = new ClusterText(state);
    }

    List<Command> all() {
        return List.of(
                Command.plain("cluster", -2, this::cluster).exclusiveIf(ClusterCommands::changes),
                Command.plain("clusterx", -2, this::clusterx).exclusiveIf(ClusterCommands::changes));
    }

    private static boolean changes(Arguments words) {
        return words.is(1, "setnodes")
                || words.is(1, "setnodeid")
                || words.is(1, "setslot")
                || words.is(1, "import")
                || words.is(1, "reset");
    }

    private void cluster(Session session, Arguments words, RespWriter out) throws CommandException {
        String form = words.text(1).toLowerCase(Locale.ROOT) + words.size();
        switch (form) {
            case "info2" -> out.bulk(initialized(text::info));
            case "nodes2" -> out.bulk(initialized(() -> text.nodes(Database.now())));
            case "slots2" -> slots(out);
            case "myid2" -> out.bulk(enabled(state::myId));
            case "keyslot3" -> out.integer(enabled(() -> SlotHash.slot(words.bytes(2))));
            case "replicas3" -> out.bulk(replicas(words.text(2)));
            default -> throw CommandException.err(CLUSTER_USAGE);
        }
    }

    private void clusterx(Session session, Arguments words, RespWriter out) throws CommandException, IOException {
        String subcommand = words.text(1).toLowerCase(Locale.ROOT);
        if (subcommand.equals("setnodes") && words.size() >= 4) {
            setNodes(words, out);
            return;
        }
        switch (subcommand + words.size()) {
            case "version2" -> out.bulk(enabled(() -> Long.toString(state.version())));
            case "myid2" -> out.bulk(enabled(state::myId));
            case "setnodeid3" -> setNodeId(words.text(2), out);
            default -> throw CommandException.err(CLUSTERX_USAGE);
        }
    }

    private void setNodes(Arguments words, RespWriter out) throws CommandException, IOException {
        boolean force = words.size() == 5 && words.is(4, "force");
        if (words.size() > 4 && !force) {
            throw CommandException.err("Invalid setnodes options");
        }
        long version = version(words.text(3));
        requireEnabled();
        try {
            control.setNodes(words.text(2), version, force);
        } catch (TopologyException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
        out.simple("OK");
    }

    private static long version(String text) throws CommandException {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw CommandException.err("Invalid version");
        }
        long version = Long.parseLong(text);
        if (version < 0) {
            throw CommandException.err("Invalid cluster version");
        }
        return version;
    }

    private void setNodeId(String id, RespWriter out) throws CommandException, IOException {
        if (!TopologyParser.isId(id)) {
            throw CommandException.err(CLUSTERX_USAGE);
        }
        requireEnabled();
        control.setNodeId(id);
        out.simple("OK");
    }

    private String replicas(String id) throws CommandException {
        initialized(() -> "");
        ClusterNode master = state.topology().node(id);
        if (master == null) {
            throw CommandException.err("Invalid cluster node id");
        }
        if (!master.master()) {
            throw CommandException.err("The node isn't a master");
        }
        return text.replicas(id, Database.now());
    }

    private void slots(RespWriter out) throws CommandException {
        initialized(() -> "");
        List<Owned> all = new ArrayList<>();
        for (ClusterNode owner : state.topology().nodes()) {
            owner.ranges().forEach(range -> all.add(new Owned(range, owner)));
        }
        all.sort(Comparator.comparingInt(owned -> owned.range().first()));
        out.array(all.size());
        all.forEach(owned -> range(owned.range(), owned.owner(), out));
    }

    private record Owned(SlotRange range, ClusterNode owner) {}

    private void range(SlotRange range, ClusterNode owner, RespWriter out) {
        List<ClusterNode> replicas = state.topology().replicasOf(owner.id());
        out.array(3 + replicas.size());
        out.integer(range.first());
        out.integer(range.last());
        address(owner, out);
        replicas.forEach(replica -> address(replica, out));
    }

    private static void address(ClusterNode where, RespWriter out) {
        out.array(3);
        out.bulk(where.host());
        out.integer(where.port());
        out.bulk(where.id());
    }

    private void requireEnabled() throws CommandException {
        if (!node.config().yes(Option.CLUSTER_ENABLED)) {
            throw CommandException.err("Cluster mode is not enabled");
        }
    }

    private <T> T enabled(Supplier<T> answer) throws CommandException {
        requireEnabled();
        return answer.get();
    }

    private <T> T initialized(Supplier<T> answer) throws CommandException {
        requireEnabled();
        if (!state.initialized()) {
            throw CommandException.of("CLUSTERDOWN The cluster is not initialized");
        }
        return answer.get();
    }
}
