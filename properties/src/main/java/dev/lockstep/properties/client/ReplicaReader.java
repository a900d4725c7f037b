package dev.lockstep.properties.client;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.check.ReadsMonotonic;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.io.IOException;
import java.util.List;

/** Writes marked values at the owner of the slots and reads them from the replicas. */
public final class ReplicaReader {
    private static final int TIMEOUT_MILLIS = 700;
    private static final int KEYS = 2;

    private final Testbed testbed;
    private final Controller controller;
    private final ReadsMonotonic reads;
    private final Choices choices;
    private final long periodMillis;
    private final Connections connections = new Connections(TIMEOUT_MILLIS);
    private long marks;
    private boolean over;

    /** One that does something each {@code periodMillis} on average. */
    public ReplicaReader(
            Testbed testbed, Controller controller, ReadsMonotonic reads, Choices choices, long periodMillis) {
        this.testbed = testbed;
        this.controller = controller;
        this.reads = reads;
        this.choices = choices;
        this.periodMillis = periodMillis;
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        while (!over) {
            Thread.sleep(choices.between(1, 2 * periodMillis));
            SimulatedNode owner = controller.wanted().owner();
            SimulatedNode node = shouldWrite() ? owner : choices.oneOf(List.copyOf(testbed.nodes()));
            String key = "seen:" + choices.below(KEYS);
            try {
                if (node == owner) {
                    connections.to(node, "").call("SET", key, ReadsMonotonic.marked(++marks));
                } else {
                    read(node, key);
                }
            } catch (IOException e) {
                connections.drop(node);
            }
        }
        connections.close();
    }

    private boolean shouldWrite() {
        return choices.chance(0.4);
    }

    private void read(SimulatedNode node, String key) throws IOException {
        int tenure = reads.tenure(node);
        String reply = connections.to(node, "READONLY").call("GET", key);
        if (reply.startsWith("mark:")) {
            reads.read(node, tenure, key, reply);
        }
    }

    /** Stops. */
    public void finish() {
        over = true;
    }
}
