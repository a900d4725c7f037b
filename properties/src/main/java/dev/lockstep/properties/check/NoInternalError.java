package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** Nothing that is null, closed or freed is used, as far as it shows in an answer (S7). */
public final class NoInternalError extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT =
            new Invariant("no-internal-error", "No command ends in an error that its author did not foresee.", "");

    /** For one run. */
    public NoInternalError(Run run) {
        super(run, INVARIANT);
    }

    @Override
    public void command(SimulatedNode node, String name, String replyHead) {
        if (replyHead.startsWith("-ERR internal error")) {
            broken(node.name() + " answered " + name + " with " + replyHead + ", expected an answer or a refusal");
        }
    }
}
