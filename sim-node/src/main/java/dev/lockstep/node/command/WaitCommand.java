package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.util.List;

/** WAIT: how many replicas have acknowledged everything that this node has committed, once there are as many as asked for. */
final class WaitCommand {
    /** No stored key: those begin with the length of a namespace. */
    private static final String ACKNOWLEDGED = "\0acknowledged";

    private final NodeContext node;

    WaitCommand(NodeContext node) {
        this.node = node;
        node.feeds().onAcknowledged(() -> node.clientSide().waiting().happened(ACKNOWLEDGED));
    }

    List<Command> all() {
        return List.of(Command.plain("wait", 3, this::await));
    }

    private void await(Session session, Arguments words, RespWriter out) throws CommandException {
        long replicas = words.integer(1);
        long timeout = words.integer(2);
        if (replicas < 0 || replicas > Integer.MAX_VALUE) {
            throw CommandException.err("out of numeric range");
        }
        if (timeout < 0) {
            throw CommandException.err("timeout is negative");
        }
        if (node.replication().isReplica()) {
            throw CommandException.err("WAIT cannot be used with replica instances");
        }
        long sequence = node.store().latestSequence();
        int having = node.feeds().having(sequence);
        if (having >= replicas) {
            out.integer(having);
        } else {
            block(session, sequence, replicas, timeout);
        }
    }

    private void block(Session session, long sequence, long replicas, long timeoutMillis) {
        session.connection()
                .block(Blocked.until(
                        List.of(ACKNOWLEDGED),
                        timeoutMillis / 1000.0,
                        out -> {
                            int having = node.feeds().having(sequence);
                            if (having >= replicas) {
                                out.integer(having);
                            }
                            return having >= replicas;
                        },
                        out -> out.integer(node.feeds().having(sequence))));
        node.feeds().askForAcks(sequence);
    }
}
