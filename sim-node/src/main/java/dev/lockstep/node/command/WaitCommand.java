package dev.lockstep.node.command;

import dev.lockstep.node.master.AckWaiters;
import dev.lockstep.node.resp.RespWriter;
import java.util.List;
import java.util.function.IntConsumer;

/** WAIT: how many replicas have acknowledged everything that this node has committed, once there are as many as asked for. */
final class WaitCommand {
    private final NodeContext node;

    WaitCommand(NodeContext node) {
        this.node = node;
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
            suspend(session, sequence, (int) replicas, timeout);
        }
    }

    private void suspend(Session session, long sequence, int replicas, long timeoutMillis) {
        Waiting waiting = new Waiting();
        Session.Answer answer = session.connection().suspend(timeoutMillis, () -> {
            node.feeds().waiters().remove(waiting);
            return integer(node.feeds().having(sequence));
        });
        waiting.answer = answer;
        AckWaiters waiters = node.feeds().waiters();
        waiters.add(sequence, replicas, waiting);
        session.connection().onClose(() -> waiters.remove(waiting));
        node.feeds().askForAcks();
        if (node.feeds().having(sequence) >= replicas) {
            answer.give(integer(node.feeds().having(sequence)));
        }
    }

    private static String integer(int count) {
        return ":" + count + "\r\n";
    }

    private static final class Waiting implements IntConsumer {
        private volatile Session.Answer answer = reply -> {};

        @Override
        public void accept(int count) {
            answer.give(integer(count));
        }
    }
}
