package dev.lockstep.net;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.fault.LookupFaults;
import dev.lockstep.net.link.Fabric;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Kernel;

/** The state of a network as text. */
final class Netstat {
    private final Simulation simulation;
    private final Fabric fabric;
    private final LookupFaults lookupFaults;
    private final StringBuilder text = new StringBuilder();

    Netstat(Simulation simulation, Fabric fabric, LookupFaults lookupFaults) {
        this.simulation = simulation;
        this.fabric = fabric;
        this.lookupFaults = lookupFaults;
    }

    String text() {
        line("network at " + simulation.nanoTime() + " ns");
        simulation.hosts().forEach(this::host);
        for (Host from : simulation.hosts()) {
            for (Host to : simulation.hosts()) {
                link(from, to);
            }
        }
        fabric.rules().forEach(r -> line("rule " + r));
        lookupFaults.describe().forEach(r -> line("rule " + r));
        return text.toString();
    }

    private void host(Host host) {
        Kernel kernel = fabric.kernel(host);
        line(host.name()
                + ' '
                + Addresses.text(kernel.address())
                + (kernel.powered() ? "" : " without power")
                + (host.paused() ? " paused" : ""));
        kernel.listeners().forEach(l -> line("  listen " + l));
        kernel.connections().forEach(c -> line("  tcp    " + c));
    }

    private void link(Host from, Host to) {
        if (fabric.wires().used(from, to)) {
            long queued = fabric.wires().queueNanos(from, to);
            line("link " + from + "->" + to + ' ' + fabric.wires().counters(from, to)
                    + (queued > 0 ? " queue " + queued + " ns" : ""));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
