package dev.lockstep.search.explain;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.ThreadStatus;
import dev.lockstep.net.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * What a simulation looked like at one moment.
 *
 * @param nanos when, virtual ns
 * @param threads all live threads, by host and order of creation
 * @param paused names of the hosts whose process is stopped
 * @param network hosts, connections with their queues, and rules in force, as text; empty without a network
 */
record Moment(long nanos, List<ThreadStatus> threads, List<String> paused, String network) {
    /** Now; called on the carrier. */
    static Moment of(Simulation simulation) {
        List<String> paused = new ArrayList<>();
        for (Host host : simulation.hosts()) {
            if (host.paused()) {
                paused.add(host.name());
            }
        }
        Network network = simulation.attachment(Network.class);
        return new Moment(
                simulation.nanoTime(), simulation.threadStates(), paused, network == null ? "" : network.netstat());
    }
}
