package dev.lockstep.net.udp;

import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Flow;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.SocketSettings;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A bound UDP socket: the datagrams that wait to be received. What finds no room is lost. Used on the carrier only. */
public final class UdpPort extends Endpoint {
    /** Largest payload of a datagram over IPv4, bytes. */
    public static final int MOST_BYTES = 65_507;

    /** What a waiting datagram takes of the buffer beside its payload, bytes (Linux' skb overhead). */
    private static final int OVERHEAD = 768;

    private final UdpPorts ports;
    private final Kernel kernel;
    private final SocketSettings settings;
    private final int address;
    private final int port;
    private final boolean reuse;
    private final ArrayDeque<Datagram> waiting = new ArrayDeque<>();
    private int buffered;
    private int remoteAddress;
    private int remotePort;
    private boolean unreachable;

    UdpPort(UdpPorts ports, Kernel kernel, SocketSettings settings, int address, int port) {
        super(kernel.simulation());
        this.ports = ports;
        this.kernel = kernel;
        this.settings = settings;
        this.address = address;
        this.port = port;
        this.reuse = settings.reuseAddress();
    }

    /** Takes datagrams of one other port alone from now on; others that wait are dropped. */
    public void connect(int toAddress, int toPort) {
        remoteAddress = toAddress;
        remotePort = toPort;
        waiting.removeIf(d -> !accepts(d.flow()));
        buffered = waiting.stream().mapToInt(UdpPort::cost).sum();
    }

    /** Takes datagrams of everybody again. */
    public void disconnect() {
        remoteAddress = 0;
        remotePort = 0;
        unreachable = false;
    }

    private boolean connected() {
        return remotePort != 0;
    }

    private static int cost(Datagram datagram) {
        return datagram.length() + OVERHEAD;
    }

    boolean accepts(Flow flow) {
        boolean mine = port == flow.localPort() && (address == Addresses.ANY || address == flow.localAddress());
        return mine && (!connected() || (remotePort == flow.remotePort() && remoteAddress == flow.remoteAddress()));
    }

    /** How well it suits a datagram it accepts: the best one gets it. */
    int fit() {
        return (connected() ? 2 : 0) + (address == Addresses.ANY ? 0 : 1);
    }

    boolean excludes(int otherAddress, boolean otherReuse) {
        boolean overlap = address == otherAddress || address == Addresses.ANY || otherAddress == Addresses.ANY;
        return overlap && !(reuse && otherReuse);
    }

    void receive(Datagram datagram) {
        if (datagram.unreachable()) {
            unreachable = connected();
            allChanged();
        } else if (buffered + cost(datagram) <= (Integer) settings.get(StandardSocketOptions.SO_RCVBUF)) {
            waiting.add(datagram);
            buffered += cost(datagram);
            inputChanged();
        }
    }

    /** Whether receiving would not wait. */
    public boolean readable() {
        return unreachable || !waiting.isEmpty();
    }

    /**
     * Moves the next datagram into a buffer; what does not fit is lost.
     *
     * @return the connection as this end names it, or null if none waits
     * @throws PortUnreachableException if an earlier datagram has reached a host where nobody has the port
     */
    public @Nullable Flow receive(ByteBuffer target) throws PortUnreachableException {
        checkReachable();
        Datagram next = waiting.poll();
        if (next == null) {
            return null;
        }
        buffered -= cost(next);
        next.copyTo(target);
        return next.flow();
    }

    private void checkReachable() throws PortUnreachableException {
        if (unreachable) {
            unreachable = false;
            throw new PortUnreachableException();
        }
    }

    /**
     * Sends a datagram.
     *
     * @throws SocketException if it is too large, or there is no way to the address
     */
    public void send(ByteBuffer source, int toAddress, int toPort) throws SocketException {
        checkReachable();
        if (source.remaining() > MOST_BYTES) {
            throw new SocketException("Message too long");
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        Kernel target = kernel.reach(toAddress);
        if (target != null) {
            Flow flow = new Flow(toAddress, toPort, localAddress(toAddress), port);
            kernel.transmit(Datagram.of(kernel, target, flow, bytes));
        }
    }

    /** The own address as another one sees it. */
    public int localAddress(int other) {
        return address == Addresses.ANY ? kernel.sourceFor(other) : address;
    }

    /** The own address, {@link Addresses#ANY} for all of the host's. */
    public int address() {
        return connected() ? localAddress(remoteAddress) : address;
    }

    /** The own port. */
    public int port() {
        return port;
    }

    /** Gives the port back. */
    public void close() {
        ports.release(this);
        waiting.clear();
        allChanged();
    }

    @Override
    public int readyOps() {
        return SelectionKey.OP_WRITE | (readable() ? SelectionKey.OP_READ : 0);
    }
}
