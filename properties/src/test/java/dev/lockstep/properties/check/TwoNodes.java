package dev.lockstep.properties.check;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.KvrocksSubject;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.util.Map;

/** A testbed of two nodes, n1 and n2, that are not started: a test tells the checkers by hand what happens to them. */
final class TwoNodes implements AutoCloseable {
    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));
    private final Testbed testbed;

    TwoNodes() {
        testbed = new Testbed(simulation, new KvrocksSubject().build("base"), Map.of(), 2, LinkOptions.DEFAULT);
    }

    Testbed testbed() {
        return testbed;
    }

    SimulatedNode first() {
        return testbed.node("n1");
    }

    SimulatedNode second() {
        return testbed.node("n2");
    }

    /** Lets virtual time pass. */
    void pass(long nanos) {
        simulation.runFor(nanos);
    }

    @Override
    public void close() {
        simulation.close();
        testbed.close();
    }
}
