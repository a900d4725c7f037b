package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.Map;

/** A replica does not fetch everything again and again (L6). Looked at once a while. */
public final class FullSyncsEnd extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "full-syncs-end",
            "When no fault is left and the topology stays, a replica needs a bounded number of full syncs.",
            "1 + (idle time of a checkpoint + 1 long tick) / (retry wait) + 2 (L6)");

    private final Testbed testbed;
    private final Facts facts;
    private final Told told;
    private final int bound;
    private final Map<SimulatedNode, Start> starts = new HashMap<>();

    /** Where counting began. */
    private record Start(long pushes, int fullSyncs) {}

    /** For one run. */
    public FullSyncsEnd(Run run, Testbed testbed, Facts facts, Told told, Bounds bounds) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.facts = facts;
        this.told = told;
        this.bound = bounds.fullSyncs();
    }

    /** Looks at all nodes. */
    public void look() {
        boolean calm = testbed.weather().calmNanos() > 0;
        long pushes = testbed.nodes().stream().mapToLong(told::sent).sum();
        for (SimulatedNode node : testbed.nodes()) {
            int now = facts.of(node).fullSyncs;
            Start start = starts.get(node);
            if (!calm || start == null || start.pushes != pushes || now < start.fullSyncs) {
                starts.put(node, new Start(pushes, now));
            } else if (now - start.fullSyncs > bound) {
                broken(node.name() + " has begun " + (now - start.fullSyncs)
                        + " full syncs since the last fault and the last topology, expected at most " + bound);
            }
        }
    }
}
