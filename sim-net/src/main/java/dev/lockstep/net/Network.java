package dev.lockstep.net;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.fault.LookupFaults;
import dev.lockstep.net.fault.Storm;
import dev.lockstep.net.link.Fabric;
import dev.lockstep.net.pcap.Capture;
import dev.lockstep.net.socket.Installer;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Kernel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
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
    private final LookupFaults lookupFaults;

    private Network(Simulation simulation) {
        this.simulation = simulation;
        this.fabric = new Fabric(simulation);
        this.lookupFaults = new LookupFaults(simulation);
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
        fabric.wires().all((from, to) -> options);
    }

    /** Gives all links between hosts, those to come too, the options of their regions. */
    public void regions(Regions regions) {
        fabric.wires().all(regions::link);
    }

    /** Changes both directions of the link between two hosts. */
    public void link(Host a, Host b, LinkOptions options) {
        fabric.wires().set(a, b, options);
        fabric.wires().set(b, a, options);
    }

    /** Changes one direction of a link; with twice the same host its way to itself. */
    public void oneWay(Host from, Host to, LinkOptions options) {
        fabric.wires().set(from, to, options);
    }

    /** The options of one direction of a link. */
    public LinkOptions link(Host from, Host to) {
        return fabric.wires().options(from, to);
    }

    /** What has happened on one direction of a link. */
    public LinkCounters counters(Host from, Host to) {
        return fabric.wires().counters(from, to);
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

    /** Resets the connections between two hosts again and again, first at once, until the guard is closed. */
    public Guard resetStorm(Host a, Host b, long periodNanos) {
        return new Storm(simulation, () -> reset(a, b), periodNanos);
    }

    /** Makes all lookups of names by a host fail until the guard is closed; {@code localhost} is always found. */
    public Guard failLookups(Host asking) {
        return lookupFaults.add("fail lookups of " + asking, (host, name) -> host == asking);
    }

    /** Makes lookups of a name fail on all hosts until the guard is closed. */
    public Guard failLookups(String wanted) {
        return lookupFaults.add("fail lookups for " + wanted, (host, name) -> name.equals(wanted));
    }

    /**
     * Writes every packet of the network, where it is sent, to a pcapng file until it is closed.
     *
     * @throws IOException if the file cannot be written
     */
    public Capture capture(Path file) throws IOException {
        return new Capture(simulation, fabric.wires(), file, null);
    }

    /**
     * Writes the packets a host sends and receives to a pcapng file until it is closed.
     *
     * @throws IOException if the file cannot be written
     */
    public Capture capture(Path file, Host at) throws IOException {
        return new Capture(simulation, fabric.wires(), file, at);
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

    /** Hosts, listeners, connections with their queues and timers, links with counters, and rules in force, as text. */
    public String netstat() {
        return new Netstat(simulation, fabric, lookupFaults).text();
    }

    /** The simulation. */
    public Simulation simulation() {
        return simulation;
    }

    /** The kernel of a host; for the socket classes beneath. */
    public Kernel kernel(Host host) {
        return fabric.kernel(host);
    }

    /** Which lookups fail; for the lookup beneath. */
    public LookupFaults lookupFaults() {
        return lookupFaults;
    }
}
