package dev.lockstep.node.command;

import dev.lockstep.node.cluster.ClusterControl;
import dev.lockstep.node.cluster.ClusterNode;
import dev.lockstep.node.cluster.ClusterState;
import dev.lockstep.node.cluster.ClusterText;
import dev.lockstep.node.cluster.SlotHash;
import dev.lockstep.node.cluster.SlotRange;
import dev.lockstep.node.cluster.SlotRanges;
import dev.lockstep.node.cluster.TopologyException;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** CLUSTER, for clients and for the sender of a slot migration, and APPLYBATCH (Kvrocks cmd_cluster.cc). */
final class ClusterCommands {
    private static final String CLUSTER_USAGE = "CLUSTER command, CLUSTER INFO|NODES|SLOTS|KEYSLOT|RESET|REPLICAS";

    private final NodeContext node;
    private final ClusterControl control;
    private final ClusterState state;
    private final ClusterText text;

    ClusterCommands(NodeContext node) {
        this.node = node;
        this.control = node.cluster();
        this.state = control.state();
        this.text = new ClusterText(state, control.moves());
    }

    List<Command> all() {
        return List.of(
                Command.plain("cluster", -2, this::cluster).exclusiveIf(ClusterCommands::changes),
                Command.plain("applybatch", -2, this::applyBatch));
    }

    static boolean changes(Arguments words) {
        return words.is(1, "setnodes")
                || words.is(1, "setnodeid")
                || words.is(1, "setslot")
                || words.is(1, "import")
                || words.is(1, "reset");
    }

    private void cluster(Session session, Arguments words, RespWriter out) throws CommandException, IOException {
        if (words.is(1, "import")) {
            importSlots(session, words, out);
            return;
        }
        if (words.is(1, "reset")) {
            reset(words, out);
            return;
        }
        if (node.config().newerProtocol()) {
            newer(words, out);
        } else {
            recorded(words, out);
        }
    }

    /** What came after the recorded server. */
    private void newer(Arguments words, RespWriter out) throws CommandException {
        if (words.is(1, "myid") && words.size() == 2) {
            out.bulk(enabled(state::myId));
        } else if (words.is(1, "shards") && words.size() == 2) {
            initialized(() -> "");
            new ShardsReply(state).write(out);
        } else {
            recorded(words, out);
        }
    }

    private void recorded(Arguments words, RespWriter out) throws CommandException {
        String form = words.text(1).toLowerCase(Locale.ROOT) + words.size();
        switch (form) {
            case "info2" -> out.bulk(initialized(text::info));
            case "nodes2" -> out.bulk(initialized(() -> text.nodes(Database.now())));
            case "slots2" -> slots(out);
            case "keyslot3" -> out.integer(enabled(() -> SlotHash.slot(words.bytes(2))));
            case "replicas3" -> out.bulk(replicas(words.text(2)));
            default -> throw CommandException.err(CLUSTER_USAGE);
        }
    }

    private void reset(Arguments words, RespWriter out) throws CommandException, IOException {
        if (words.size() > 3) {
            throw CommandException.err(CLUSTER_USAGE);
        }
        if (words.size() == 3 && !words.is(2, "hard") && !words.is(2, "soft")) {
            throw CommandException.syntax();
        }
        requireEnabled();
        try {
            control.reset();
        } catch (TopologyException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
        out.simple("OK");
    }

    private void importSlots(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() != 4) {
            throw CommandException.arity();
        }
        try {
            SlotRange range = SlotRanges.parse(words.text(2)).getFirst();
            if (!words.text(3).matches("[012]")) {
                throw CommandException.err("Invalid import state");
            }
            requireEnabled();
            int step = Integer.parseInt(words.text(3));
            control.moves().importSlots(range, step, session.connection().id());
            if (step == 0) {
                session.importing();
            }
        } catch (TopologyException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
        out.simple("OK");
    }

    /** Only for the connection that imports slots, so that nobody else writes past the checks of commands. */
    private void applyBatch(Session session, Arguments words, RespWriter out) throws CommandException {
        if (!session.isImporting() || !control.moves().imports().inProgress()) {
            throw CommandException.err("APPLYBATCH is only for a connection that imports slots");
        }
        node.store().ingest(words.bytes(1));
        out.integer(words.bytes(1).length);
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
