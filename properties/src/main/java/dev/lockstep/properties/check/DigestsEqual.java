package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;

/** After quiet, a replica and its master have equal data. */
public final class DigestsEqual {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "digests-equal", "When faults and writes have ended, the digests of replica and master are equal.", "");

    private DigestsEqual() {}

    /** Compares the contents of a replica and its master; both must be quiet. */
    public static void check(
            Run run, SimulatedNode replica, Content ofReplica, SimulatedNode master, Content ofMaster) {
        Content.Difference difference = ofMaster.differenceTo(ofReplica);
        run.metric("missingKeys", difference.missing());
        run.metric("extraKeys", difference.extra());
        run.metric("differentKeys", difference.different());
        if (ofMaster.digest() != ofReplica.digest()) {
            run.fail(
                    INVARIANT.name(),
                    replica.name() + " has digest " + Long.toHexString(ofReplica.digest())
                            + ", expected that of its master " + master.name() + ", "
                            + Long.toHexString(ofMaster.digest()) + ": " + difference);
        }
    }
}
