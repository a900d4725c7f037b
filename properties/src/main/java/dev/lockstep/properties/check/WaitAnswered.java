package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * WAIT is answered in time (L10): after its time-out at the latest, and soon after the replicas have the data, without a ping or another
 * write having to bring their acknowledgement. The clients that send WAIT tell when it was sent and answered.
 */
public final class WaitAnswered extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "wait-answered",
            "WAIT is answered after its time-out at the latest, and soon after as many replicas as asked for have the data.",
            "time-out + bound of PING; round trip + 1 s + 0.1 s + one write on the link once the replicas are level (L10)");

    /** Of the link of the clients, ns. */
    private static final long CLIENT_ROUND_TRIP = 1_000_000L;

    /** A WAIT that a client has sent. */
    public static final class Sent {
        private final SimulatedNode master;
        private final long replicas;
        private final long timeout;
        private final long at;
        /** One that the master has at least reached when it executes the command, or -1 while that is not known. */
        private long sequence = -1;
        /** When enough replicas had that, or -1. */
        private long levelAt = -1;

        private Sent(SimulatedNode master, long replicas, long timeout, long at) {
            this.master = master;
            this.replicas = replicas;
            this.timeout = timeout;
            this.at = at;
        }
    }

    private final Testbed testbed;
    private final Facts facts;
    private final Bounds bounds;
    private final long roundTrip;
    private final long bound;
    private final List<Sent> open = new ArrayList<>();
    private long answered;
    private long longest;

    /**
     * For one run.
     *
     * @param latency between two nodes, one way, ns
     * @param write time that what a feed writes at once takes on the link, ns
     */
    public WaitAnswered(Run run, Testbed testbed, Facts facts, Bounds bounds, long latency, long write) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.facts = facts;
        this.bounds = bounds;
        this.roundTrip = 2 * latency + CLIENT_ROUND_TRIP;
        this.bound = bounds.acknowledged(roundTrip, write);
    }

    /** A client is about to send WAIT; {@code timeout} in ns. A node that nothing disturbs executes it within a tick. */
    public Sent sent(SimulatedNode master, long replicas, long timeout) {
        Sent sent = new Sent(master, replicas, timeout, now());
        open.add(sent);
        testbed.simulation().schedule(CLIENT_ROUND_TRIP + bounds.tick(), () -> {
            sent.sequence = facts.of(master).latest;
            look(sent);
        });
        return sent;
    }

    /** How long a client has to wait for the answer, ns. */
    public long patience(long timeout) {
        return bounds.waiting(timeout, CLIENT_ROUND_TRIP);
    }

    /** The answer has come, or has not come for {@link #patience}. */
    public void over(Sent sent) {
        open.remove(sent);
        answered++;
        long took = now() - sent.at;
        if (took > patience(sent.timeout) && !sent.master.disturbance().excuses(sent.at)) {
            broken(sent.master.name() + " has taken " + took + " ns for a WAIT of " + sent.timeout
                    + " ns, expected an answer within " + patience(sent.timeout) + " ns");
        }
        if (sent.levelAt >= 0 && undisturbed(sent)) {
            compare(sent, now() - sent.levelAt);
        }
    }

    private void compare(Sent sent, long late) {
        longest = Math.max(longest, late);
        if (late > bound) {
            broken(sent.master.name() + " has answered a WAIT for " + sent.replicas + " " + late
                    + " ns after as many replicas had all data, expected it within " + bound + " ns");
        }
    }

    /** The connection was lost. */
    public void lost(Sent sent) {
        open.remove(sent);
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        open.forEach(this::look);
    }

    private void look(Sent sent) {
        if (sent.sequence >= 0 && sent.levelAt < 0 && enoughAreLevel(sent)) {
            sent.levelAt = now();
        }
    }

    /** Whether nothing has failed since it was sent, and those that were level then are still connected. */
    private boolean undisturbed(Sent sent) {
        Facts.OfNode theirs = facts.of(sent.master);
        return testbed.weather().settledNanos() > now() - sent.at
                && theirs.role.equals("master")
                && theirs.roleSince < sent.at
                && enoughAreLevel(sent);
    }

    private boolean enoughAreLevel(Sent sent) {
        return testbed.nodes().stream().filter(n -> level(n, sent)).count() >= sent.replicas;
    }

    private boolean level(SimulatedNode node, Sent sent) {
        Facts.OfNode own = facts.of(node);
        return own.running
                && own.link.equals("connected")
                && own.linkSince + bounds.firstAck(roundTrip) < sent.at
                && own.latest >= sent.sequence
                && node.master() == sent.master
                && Links.whole(testbed, node, sent.master);
    }

    @Override
    public void finish() {
        if (answered > 0) {
            run().metric("waitsAnswered", answered);
            run().metric("waitAfterLevelNanos", longest);
        }
    }

    private long now() {
        return testbed.simulation().nanoTime();
    }
}
