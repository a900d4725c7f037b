package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;

/** Looks at what a full sync brought, at the very moment it is there, and hands it to the histories. */
public final class RestoreCheck implements Check {
    private final PrefixOfHistory histories;

    /** Reports to these histories. */
    public RestoreCheck(PrefixOfHistory histories) {
        this.histories = histories;
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        SimulatedNode master = node.master();
        histories.restored(node, latestSequence, master, node.content());
    }
}
