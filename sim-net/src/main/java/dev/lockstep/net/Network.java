package dev.lockstep.net;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.link.Fabric;
import dev.lockstep.net.socket.Installer;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Kernel;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of a simulation. Every host has the address 10.0.0.(index + 1) and its name in DNS, and 127.0.0.1 for itself.
 * Unmodified code on simulated threads reaches it through {@code java.net} and {@code java.nio.channels}; other threads of the
 * JVM keep the real network. Faults are {@link Rule rules}. Used on the carrier and on simulated threads, or while the
 * simulation does not run.
 */
public final class Network {
    private final Simulation simulation;
    private final Fabric fabric;

    private Network(Simulation simulation) {
        this.simulation = simulation;
        this.fabric = new Fabric(simulation);
    }

    /**
     * The network of a simulation, created at first use. The first call in a JVM also puts the hooks into the JDK.
     *
     * @throws dev.lockstep.core.SimulationException if another socket factory is installed in this JVM, or this JDK is not
     *     supported
     */
    public static Network of(Simulation simulation) {
        Installer.install();
        return simulation.attachment(Network.class, () -> new Network(simulation));
    }

    /** The network of the calling simulated thread, or null on any other thread. */
    public static @Nullable Network current() {
        Host host = Host.current();
        return host == null ? null : of(host.simulation());
    }

    /** The address of a host. */
    public InetAddress address(Host host) {
        return Addresses.inet(host.name(), Addresses.ofHost(host.index()));
    }

    /** Changes the constants of TCP for sockets to come, on all hosts. */
    public void tcp(TcpOptions options) {
        fabric.options(options);
    }

    /** The constants of TCP. */
    public TcpOptions tcp() {
        return fabric.options();
    }

    /** Changes all links between hosts, those to come too; packets under way are not affected. */
    public void links(LinkOptions options) {
        fabric.links(options);
    }

    /** Changes both directions of the link between two hosts. */
    public void link(Host a, Host b, LinkOptions options) {
        fabric.link(a, b, options);
        fabric.link(b, a, options);
    }

    /** Changes one direction of a link; with twice the same host its way to itself. */
    public void oneWay(Host from, Host to, LinkOptions options) {
        fabric.link(from, to, options);
    }

    /** The options of one direction of a link. */
    public LinkOptions link(Host from, Host to) {
        return fabric.link(from, to);
    }

    /** What has happened on one direction of a link. */
    public LinkCounters counters(Host from, Host to) {
        return fabric.counters(from, to);
    }

    /** Puts a rule in force until the guard is closed. Told to the trace. */
    public Guard rule(Rule rule) {
        return fabric.rule(rule);
    }

    /** Kills all connections between two hosts: each end sees a reset at once, whatever rules are in force. */
    public void reset(Host a, Host b) {
        fault("reset " + a + "<->" + b, a);
        fabric.kernel(a).resetAll(fabric.kernel(b));
        fabric.kernel(b).resetAll(fabric.kernel(a));
    }

    /**
     * Cuts the power of a host: its process crashes and its kernel loses everything without sending a packet. Until {@link
     * #powerOn} it neither sends nor receives; threads started on it meanwhile find a dead network.
     */
    public void powerOff(Host host) {
        fault("power off " + host, host);
        fabric.kernel(host).powerOff();
        host.crash();
    }

    /** Gives a host its power back, with a fresh kernel: it answers segments of former connections with resets. */
    public void powerOn(Host host) {
        fault("power on " + host, host);
        fabric.kernel(host).powerOn();
    }

    /** Whether a host has power. */
    public boolean powered(Host host) {
        return fabric.kernel(host).powered();
    }

    private void fault(String text, Host host) {
        simulation.trace().emit(TraceKind.FAULT, host, text);
    }

    /** The connections of a host, oldest first. */
    public List<ConnectionInfo> connections(Host host) {
        return fabric.kernel(host).connections();
    }

    /** Hosts, listeners, connections with their queues, and rules in force, as text. */
    public String netstat() {
        StringBuilder text = new StringBuilder();
        text.append("network at ").append(simulation.nanoTime()).append(" ns\n");
        for (Host host : simulation.hosts()) {
            Kernel kernel = fabric.kernel(host);
            text.append(host.name()).append(' ').append(Addresses.text(kernel.address()));
            text.append(kernel.powered() ? "" : " without power").append(host.paused() ? " paused" : "");
            text.append('\n');
            kernel.listeners().forEach(l -> text.append("  listen ").append(l).append('\n'));
            kernel.connections().forEach(c -> text.append("  tcp    ").append(c).append('\n'));
        }
        fabric.rules().forEach(r -> text.append("rule ").append(r).append('\n'));
        return text.toString();
    }

    /** The simulation. */
    public Simulation simulation() {
        return simulation;
    }

    /** The kernel of a host; for the socket classes beneath. */
    public Kernel kernel(Host host) {
        return fabric.kernel(host);
    }
}
