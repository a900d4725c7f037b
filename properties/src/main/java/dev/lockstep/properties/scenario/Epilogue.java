package dev.lockstep.properties.scenario;

import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.check.DigestsEqual;
import dev.lockstep.properties.check.Links;
import dev.lockstep.properties.check.ReplicationRecovers;
import dev.lockstep.properties.check.RoutedAsTold;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Run;

/**
 * What comes after the last action: everybody is told the last topology, writes have ended, and within the bound every replica
 * must be connected and level with its master, with equal data.
 */
final class Epilogue {
    private static final long POLL_MILLIS = 100;

    private final Run run;
    private final Testbed testbed;
    private final Topology topology;
    private final long bound;
    private boolean done;

    Epilogue(Run run, Testbed testbed, Topology topology, Bounds bounds, Settings settings) {
        this.run = run;
        this.testbed = testbed;
        this.topology = topology;
        this.bound = bounds.recovery(settings.transferNanos() * settings.replicas());
    }

    /** The body of a simulated thread. */
    void await() throws InterruptedException {
        long start = System.nanoTime();
        for (String missing = missing(); !missing.isEmpty(); missing = missing()) {
            if (System.nanoTime() - start > bound) {
                run.fail(
                        ReplicationRecovers.INVARIANT.name(),
                        "replication has not recovered " + bound + " ns after the last fault, expected it to: "
                                + missing + "; " + state());
                done = true;
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
        run.metric("recoveryNanos", System.nanoTime() - start);
        compare();
        RoutedAsTold routed = new RoutedAsTold(run);
        topology.members().forEach(node -> routed.check(node, topology));
        done = true;
    }

    /** What is still missing, empty for nothing. */
    private String missing() {
        for (SimulatedNode node : topology.members()) {
            SimulatedNode master = topology.presentMaster(node);
            String missing = !node.running()
                    ? " does not run"
                    : !node.view().open()
                            ? " has no open database"
                            : node.view().clusterVersion() != topology.version()
                                    ? " is not at version " + topology.version()
                                    : master == null ? "" : missing(node, master);
            if (!missing.isEmpty()) {
                return node.name() + missing;
            }
        }
        return "";
    }

    /** A link whose master lost its power is up on one side only, and equal sequences mean nothing then. */
    private String missing(SimulatedNode node, SimulatedNode master) {
        if (node.master() != master) {
            return " does not follow " + master.name();
        }
        if (!node.view().link().equals("connected") || !Links.whole(testbed, node, master)) {
            return " has no whole link to " + master.name();
        }
        boolean level = master.view().open()
                && node.view().latestSequence() == master.view().latestSequence();
        return level ? "" : " is not level with " + master.name();
    }

    private void compare() {
        for (SimulatedNode node : topology.members()) {
            SimulatedNode master = topology.presentMaster(node);
            if (master != null) {
                DigestsEqual.check(run, node, node.content(), master, master.content());
            }
        }
    }

    private String state() {
        StringBuilder text = new StringBuilder();
        for (SimulatedNode node : topology.members()) {
            text.append(text.isEmpty() ? "" : ", ").append(node.name());
            text.append(' ')
                    .append(node.view().role())
                    .append(" of ")
                    .append(node.view().master());
            text.append(" link ").append(node.view().link());
            text.append(" at ").append(node.view().latestSequence());
            text.append(" version ").append(node.view().clusterVersion());
        }
        return text.toString();
    }

    /** Whether it has come to an end. */
    boolean done() {
        return done;
    }

    /** When it must have, counted from its start, ns. */
    long bound() {
        return bound;
    }
}
