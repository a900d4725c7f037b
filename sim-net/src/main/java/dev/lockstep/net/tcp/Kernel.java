package dev.lockstep.net.tcp;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.ConnectionInfo;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.TcpOptions;
import dev.lockstep.net.packet.Frame;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network part of one host's kernel. It goes on while the process is stopped, closes the sockets of a process that has
 * crashed, and loses everything when the power fails. Used on the carrier only.
 */
public final class Kernel implements Host.Listener {
    /** The way out of a kernel: finds the other one and what lies between. */
    public interface Uplink {
        /** The kernel that has the address, as seen from a kernel, or null. */
        @Nullable
        Kernel find(Kernel from, int address);

        /** Sends a frame. */
        void send(Frame frame);

        /** The way from a kernel to the one that has the address, or null if there is none yet. */
        @Nullable
        Route route(Kernel from, int address);

        /** The constants of TCP. */
        TcpOptions options();

        /** A random 32-bit number to count bytes from. */
        long drawInitialSequence();
    }

    /** The way from one kernel to another. It lasts as long as both. */
    public interface Route {
        /** Where it leads. */
        Kernel target();

        /** The link there. */
        LinkOptions link();

        /** The link back. */
        LinkOptions back();

        /** How long a segment would wait for its turn on the link there, ns. */
        long queueNanos();
    }

    private final Host host;
    private final Uplink uplink;
    private final int address;
    private final Ports ports = new Ports();
    private final DefaultSettings defaults = new DefaultSettings();
    private final Map<Flow, Connection> connections = new LinkedHashMap<>();
    /** How many connections each local port has. */
    private final Map<Integer, Integer> uses = new HashMap<>();

    private boolean powered = true;

    /** The kernel of a host, without sockets. */
    public Kernel(Host host, Uplink uplink) {
        this.host = host;
        this.uplink = uplink;
        this.address = Addresses.ofHost(host.index());
        host.addListener(this);
    }

    /**
     * Takes a port for a socket.
     *
     * @param local own address, or {@link Addresses#ANY}
     * @param port 0 for any free one
     * @throws SocketException if the host has no such address or the port is taken
     */
    public Binding bind(int local, int port, SocketSettings settings) throws SocketException {
        checkOwn(local);
        return ports.bind(local, port, settings.reuseAddress(), settings.reusePort(), this::busy);
    }

    /**
     * Checks that the host has an address.
     *
     * @throws SocketException if not
     */
    public void checkOwn(int local) throws SocketException {
        if (!isOwn(local)) {
            throw Errno.EADDRNOTAVAIL.ofConnect();
        }
    }

    /** The own address that another one is reached from. */
    public int sourceFor(int other) {
        if (Addresses.isVersion6(other)) {
            return Addresses.isLoopback(other) ? Addresses.LOOPBACK6 : Addresses.version6(address);
        }
        return Addresses.isLoopback(other) ? Addresses.LOOPBACK : address;
    }

    /** The kernel that has an address, as seen from here, or null. */
    public @Nullable Kernel reach(int other) {
        return uplink.find(this, other);
    }

    private boolean busy(int port) {
        return uses.getOrDefault(port, 0) > 0;
    }

    /** Gives a port back. */
    public void release(Binding binding) {
        ports.release(binding);
    }

    /**
     * Makes a bound socket listen.
     *
     * @throws SocketException if another socket listens there
     */
    public Listener listen(Binding binding, SocketSettings settings, int backlog) throws SocketException {
        Listener other = ports.listener(binding.address(), binding.port(), 0);
        if (other != null && other.binding().excludes(binding.address(), true, settings.reusePort())) {
            throw Errno.EADDRINUSE.ofConnect();
        }
        Listener listener = new Listener(this, binding, settings, backlog);
        binding.listener(listener);
        return listener;
    }

    void closed(Listener listener) {
        listener.binding().listener(null);
        ports.release(listener.binding());
    }

    /**
     * Starts to connect a socket.
     *
     * @param binding the port the socket has taken, or null
     * @throws SocketException if there is no port left or no way to the address
     */
    public Connection connect(@Nullable Binding binding, SocketSettings settings, int remote, int port)
            throws SocketException {
        if (remote == -1) {
            throw Errno.ENETUNREACH.ofConnect();
        }
        Binding local = binding == null ? bind(Addresses.ANY, 0, settings) : binding;
        int from = local.address() != Addresses.ANY ? local.address() : sourceFor(remote);
        Flow flow = new Flow(from, local.port(), remote, port);
        if (connections.containsKey(flow)) {
            throw Errno.EADDRNOTAVAIL.ofConnect();
        }
        Connection connection = new Connection(this, flow, settings, null);
        connection.open(local);
        return connection;
    }

    void add(Connection connection) {
        connections.put(connection.flow(), connection);
        uses.merge(connection.flow().localPort(), 1, Integer::sum);
    }

    void remove(Connection connection) {
        if (connections.remove(connection.flow(), connection)) {
            uses.computeIfPresent(connection.flow().localPort(), (port, count) -> count == 1 ? null : count - 1);
        }
        Binding binding = connection.binding();
        if (binding != null) {
            ports.release(binding);
        }
    }

    // Segments in and out.

    Segment segment(Flow peerFlow, int flags, long sequence, long acknowledged, int window, long firstByte) {
        Kernel target = uplink.find(this, peerFlow.localAddress());
        return new Segment(
                this, target == null ? this : target, peerFlow, flags, sequence, acknowledged, window, firstByte);
    }

    void send(Segment segment) {
        boolean nobody = segment.target() == this && !isOwn(segment.flow().localAddress());
        if (!nobody) {
            transmit(segment);
        }
    }

    /** Sends a frame of whatever protocol, if the host has power. */
    public void transmit(Frame frame) {
        if (powered) {
            uplink.send(frame);
        }
    }

    private boolean isOwn(int other) {
        boolean mine = other == address || other == Addresses.version6(address);
        return mine || other == Addresses.ANY || Addresses.isLoopback(other);
    }

    /** A segment arrives; false if the host is without power. */
    public boolean receive(Segment segment) {
        if (!powered) {
            return false;
        }
        Connection connection = connections.get(segment.flow());
        if (connection != null && segment.syn() && !segment.ack() && connection.state() == TcpState.TIME_WAIT) {
            connection.vanish();
            connection = null;
        }
        if (connection != null) {
            connection.onSegment(segment);
        } else if (!segment.rst()) {
            unknown(segment);
        }
        return true;
    }

    private void unknown(Segment segment) {
        Listener listener =
                ports.listener(segment.flow().localAddress(), segment.flow().localPort(), segment.fromPort());
        if (listener != null && segment.syn() && !segment.ack()) {
            listener.onSyn(segment);
        } else if (segment.ack()) {
            send(segment(segment.flow().reversed(), Segment.RST, segment.acknowledged(), 0, 0, 0));
        } else {
            send(segment(segment.flow().reversed(), Segment.RST | Segment.ACK, 0, segment.end(), 0, 0));
        }
    }

    @Nullable
    Route route(int remote) {
        return uplink.route(this, remote);
    }

    // What happens to the host.

    @Override
    public void crashed(Host crashedHost) {
        ports.listeners().forEach(Listener::close);
        new ArrayList<>(connections.values())
                .stream().filter(c -> c.life().owned()).forEach(Connection::close);
        Set<Binding> inUse = new HashSet<>();
        connections.values().forEach(c -> inUse.add(c.binding()));
        ports.retain(inUse);
    }

    /** Loses everything without a packet; nothing is received or sent until {@link #powerOn}. */
    public void powerOff() {
        powered = false;
        ports.listeners().forEach(Listener::vanish);
        new ArrayList<>(connections.values()).forEach(Connection::vanish);
        connections.clear();
        uses.clear();
        ports.clear();
    }

    /** Starts afresh. */
    public void powerOn() {
        powered = true;
    }

    /** Whether the host has power. */
    public boolean powered() {
        return powered;
    }

    /** Kills all connections with another kernel, as if each end had received an RST. */
    public void resetAll(Kernel other) {
        new ArrayList<>(connections.values())
                .stream()
                        .filter(c -> uplink.find(this, c.flow().remoteAddress()) == other)
                        .forEach(c -> c.life().reset());
    }

    // What others may know.

    /** After what delay (ns) a timer that is armed now for {@code delay} fires. */
    long late(long delay) {
        return TimerWheel.delay(simulation().nanoTime(), delay, options().timerHz());
    }

    TcpOptions options() {
        return uplink.options();
    }

    /** The settings of a new socket. */
    public SocketSettings newSettings(boolean server) {
        return defaults.next(options(), server);
    }

    long drawInitialSequence() {
        return uplink.drawInitialSequence();
    }

    /** The simulation. */
    public Simulation simulation() {
        return host.simulation();
    }

    /** The host. */
    public Host host() {
        return host;
    }

    /** The host's own address. */
    public int address() {
        return address;
    }

    /** All connections, oldest first. */
    public List<ConnectionInfo> connections() {
        return connections.values().stream().map(Connection::info).toList();
    }

    /** All listeners, by port, one line each. */
    public List<String> listeners() {
        return ports.listeners().stream().map(Listener::describe).toList();
    }
}
