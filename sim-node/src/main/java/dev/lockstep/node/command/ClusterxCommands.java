package dev.lockstep.node.command;

import dev.lockstep.node.cluster.ClusterControl;
import dev.lockstep.node.cluster.SlotRange;
import dev.lockstep.node.cluster.SlotRanges;
import dev.lockstep.node.cluster.TopologyException;
import dev.lockstep.node.cluster.TopologyParser;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** CLUSTERX, for the controller (Kvrocks cmd_cluster.cc). */
final class ClusterxCommands {
    private static final String USAGE = "CLUSTERX command, CLUSTERX VERSION|MYID|SETNODEID|SETNODES|SETSLOT|MIGRATE";
    /** No stored key: those begin with the length of a namespace. */
    private static final String MIGRATED = "\0migrated";

    private static final String SYNC_FAILED = "-ERR migration failed\r\n";

    private final NodeContext node;
    private final ClusterControl control;

    ClusterxCommands(NodeContext node) {
        this.node = node;
        this.control = node.cluster();
    }

    List<Command> all() {
        return List.of(Command.plain("clusterx", -2, this::clusterx)
                .with(Command.Flag.ADMIN)
                .exclusiveIf(ClusterCommands::changes));
    }

    private void clusterx(Session session, Arguments words, RespWriter out) throws CommandException, IOException {
        try {
            switch (words.text(1).toLowerCase(Locale.ROOT)) {
                case "version" -> version(words, out);
                case "myid" -> myId(words, out);
                case "setnodeid" -> setNodeId(words, out);
                case "setnodes" -> setNodes(words, out);
                case "setslot" -> setSlot(words, out);
                case "migrate" -> migrate(session, words, out);
                default -> throw CommandException.err(USAGE);
            }
        } catch (TopologyException e) {
            throw CommandException.err(String.valueOf(e.getMessage()));
        }
    }

    private void version(Arguments words, RespWriter out) throws CommandException {
        require(words.size() == 2);
        out.bulk(Long.toString(control.state().version()));
    }

    private void myId(Arguments words, RespWriter out) throws CommandException {
        require(words.size() == 2);
        out.bulk(control.state().myId());
    }

    private void setNodeId(Arguments words, RespWriter out) throws CommandException, IOException {
        require(words.size() == 3 && TopologyParser.isId(words.text(2)));
        control.setNodeId(words.text(2));
        out.simple("OK");
    }

    private void setNodes(Arguments words, RespWriter out) throws CommandException, IOException, TopologyException {
        if (words.size() < 4) {
            throw CommandException.err(USAGE);
        }
        boolean force = words.size() == 5 && words.is(4, "force");
        if (words.size() > 4 && !force) {
            throw CommandException.err("Invalid setnodes options");
        }
        long version = number(words.text(3), "Invalid version");
        if (version < 0) {
            throw CommandException.err("Invalid cluster version");
        }
        require(true);
        control.setNodes(words.text(2), version, force);
        out.simple("OK");
    }

    private void setSlot(Arguments words, RespWriter out) throws CommandException, IOException, TopologyException {
        if (words.size() != 6) {
            throw CommandException.err(USAGE);
        }
        List<SlotRange> ranges = SlotRanges.parse(words.text(2));
        if (!words.is(3, "node")) {
            throw CommandException.err("Invalid setslot options");
        }
        if (!TopologyParser.isId(words.text(4))) {
            throw CommandException.err("Invalid node id");
        }
        long version = number(words.text(5), "value is not an integer or out of range");
        if (version < 0) {
            throw CommandException.err("Invalid cluster version");
        }
        require(true);
        control.setSlots(ranges, words.text(4), version);
        out.simple("OK");
    }

    private void migrate(Session session, Arguments words, RespWriter out) throws CommandException, TopologyException {
        if (words.size() < 4 || words.size() > 6) {
            throw CommandException.arity();
        }
        SlotRange range = SlotRanges.parse(words.text(2)).getFirst();
        boolean sync = words.is(4, "sync");
        if (words.size() > 4 && !sync && !words.is(4, "async")) {
            throw CommandException.err("Invalid sync flag");
        }
        if (words.size() > 5 && !sync) {
            throw CommandException.err("Async migration does not support timeout");
        }
        long seconds = words.size() > 5 ? timeout(words.text(5)) : 0;
        if (seconds < 0) {
            throw CommandException.err("timeout is negative");
        }
        require(true);
        if (!sync) {
            control.moves().migrate(range, words.text(3), done -> {});
            out.simple("OK");
            return;
        }
        AtomicReference<@Nullable String> end = new AtomicReference<>();
        control.moves().migrate(range, words.text(3), done -> {
            end.set(done ? "+OK\r\n" : SYNC_FAILED);
            node.clientSide().waiting().happened(MIGRATED);
        });
        session.connection()
                .block(Blocked.until(
                        List.of(MIGRATED), (double) seconds, reply -> given(end.get(), reply), RespWriter::nil));
    }

    private static boolean given(@Nullable String whole, RespWriter out) {
        if (whole != null) {
            out.raw(whole);
        }
        return whole != null;
    }

    private static int timeout(String text) throws CommandException {
        try {
            return Numbers.small(text);
        } catch (NumberFormatException e) {
            throw CommandException.err("timeout is not an integer or out of range");
        }
    }

    private static long number(String text, String otherwise) throws CommandException {
        try {
            return Numbers.signed(text);
        } catch (NumberFormatException e) {
            throw CommandException.err(otherwise);
        }
    }

    private void require(boolean form) throws CommandException {
        if (!form) {
            throw CommandException.err(USAGE);
        }
        if (!node.config().yes(Option.CLUSTER_ENABLED)) {
            throw CommandException.err("Cluster mode is not enabled");
        }
    }
}
