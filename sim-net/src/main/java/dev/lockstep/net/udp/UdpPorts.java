package dev.lockstep.net.udp;

import dev.lockstep.core.Host;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Errno;
import dev.lockstep.net.tcp.Flow;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.SocketSettings;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The UDP ports of one host. Ephemeral ports are given out in ascending order, round and round. Used on the carrier only. */
public final class UdpPorts implements Host.Listener {
    /** The range of Linux' net.ipv4.ip_local_port_range. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int LAST_EPHEMERAL = 60_999;

    /** Those of all hosts of a simulation. */
    private static final class All {
        private final Map<Kernel, UdpPorts> kernels = new LinkedHashMap<>();
    }

    private final Kernel kernel;
    private final List<UdpPort> bound = new ArrayList<>();
    private int next = FIRST_EPHEMERAL;

    private UdpPorts(Kernel kernel) {
        this.kernel = kernel;
        kernel.host().addListener(this);
    }

    /** Those of a kernel. */
    public static UdpPorts of(Kernel kernel) {
        return kernel.simulation().attachment(All.class, All::new).kernels.computeIfAbsent(kernel, UdpPorts::new);
    }

    /**
     * Takes a port for a socket.
     *
     * @param address own address, or {@link Addresses#ANY}
     * @param port 0 for any free one
     * @throws SocketException if the host has no such address or the port is taken
     */
    public UdpPort bind(int address, int port, SocketSettings settings) throws SocketException {
        kernel.checkOwn(address);
        int chosen = port == 0 ? ephemeral() : port;
        if (bound.stream().anyMatch(p -> p.port() == chosen && p.excludes(address, settings.reuseAddress()))) {
            throw Errno.EADDRINUSE.ofConnect();
        }
        UdpPort taken = new UdpPort(this, kernel, settings, address, chosen);
        bound.add(taken);
        return taken;
    }

    private int ephemeral() throws SocketException {
        for (int tries = 0; tries <= LAST_EPHEMERAL - FIRST_EPHEMERAL; tries++) {
            int port = next;
            next = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
            if (bound.stream().noneMatch(p -> p.port() == port)) {
                return port;
            }
        }
        throw Errno.EADDRNOTAVAIL.ofConnect();
    }

    void release(UdpPort port) {
        bound.remove(port);
    }

    void receive(Datagram datagram) {
        Flow flow = datagram.flow();
        Optional<UdpPort> best = bound.stream().filter(p -> p.accepts(flow)).max(Comparator.comparingInt(UdpPort::fit));
        if (best.isPresent()) {
            best.get().receive(datagram);
        } else if (!datagram.unreachable()) {
            kernel.transmit(datagram.bounced());
        }
    }

    @Override
    public void crashed(Host host) {
        new ArrayList<>(bound).forEach(UdpPort::close);
    }
}
