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
        while (!level()) {
            if (System.nanoTime() - start > bound) {
                run.fail(
                        ReplicationRecovers.INVARIANT.name(),
                        "replication has not recovered " + bound + " ns after the last fault, expected it to: "
                                + state());
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

    private boolean level() {
        for (SimulatedNode node : topology.members()) {
            SimulatedNode master = topology.master(node);
            if (!node.running() || !node.view().open() || node.view().clusterVersion() != topology.version()) {
                return false;
            }
            if (master != null && !level(node, master)) {
                return false;
            }
        }
        return true;
    }

    /** A link whose master lost its power is up on one side only, and equal sequences mean nothing then. */
    private boolean level(SimulatedNode node, SimulatedNode master) {
        return node.view().link().equals("connected")
                && Links.whole(testbed, node, master)
                && master.view().open()
                && node.master() == master
                && node.view().latestSequence() == master.view().latestSequence();
    }

    private void compare() {
        for (SimulatedNode node : topology.members()) {
            SimulatedNode master = topology.master(node);
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
