package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashSet;
import java.util.Set;

/** Only a master gives slots away; one that becomes a replica stops in the middle (L1, S8). */
public final class MigrationStops extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "migration-stops",
            "A node that becomes a replica stops sending slots within bounded time.",
            "1 s + max(connect, receive time-out) + 0.1 s, as for any thread that is to stop (L1)");

    private static final String THREAD = "slot-migrate";

    private final Bounds bounds;
    private final Set<SimulatedNode> sending = new HashSet<>();
    private final Deadlines stopping = new Deadlines();

    /** For one run. */
    public MigrationStops(Run run, Bounds bounds) {
        super(run, INVARIANT);
        this.bounds = bounds;
    }

    @Override
    public void thread(SimulatedNode node, String thread, String phase) {
        if (thread.equals(THREAD) && phase.equals("started")) {
            sending.add(node);
        } else if (thread.equals(THREAD) && phase.equals("ended")) {
            sending.remove(node);
            stopping.met(node);
        }
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("role") && value.equals("slave") && sending.contains(node)) {
            stopping.begin(node, bounds.stop(), () -> missed(node));
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        sending.remove(node);
        stopping.forget(node);
    }

    @Override
    public void finish() {
        run().metric("migrationStopNanos", stopping.longest());
    }

    private void missed(SimulatedNode node) {
        broken(node.name() + " has been a replica for more than " + bounds.stop()
                + " ns and still sends slots, expected it to stop within that");
    }
}
