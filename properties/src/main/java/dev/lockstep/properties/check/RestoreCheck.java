package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;

/** Looks at what a full sync brought, on a thread of its own since a node must not be read from inside its own call. */
public final class RestoreCheck implements Check {
    private final Testbed testbed;
    private final PrefixOfHistory histories;

    /** Hands contents to the histories. */
    public RestoreCheck(Testbed testbed, PrefixOfHistory histories) {
        this.testbed = testbed;
        this.histories = histories;
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        SimulatedNode master = node.master();
        histories.restored(node, latestSequence, master, node.content());
    }
}
