package dev.lockstep.net.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The names of both ends of a connection, as one end sees them.
 *
 * @param localAddress own IPv4 address, big-endian
 * @param localPort own port
 * @param remoteAddress address of the other end, big-endian
 * @param remotePort port of the other end
 */
public record Flow(int localAddress, int localPort, int remoteAddress, int remotePort) {
    /** The same connection as the other end sees it. */
    public Flow reversed() {
        return new Flow(remoteAddress, remotePort, localAddress, localPort);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Flow flow
                && localAddress == flow.localAddress
                && localPort == flow.localPort
                && remoteAddress == flow.remoteAddress
                && remotePort == flow.remotePort;
    }

    /** Looked for with every packet, so cheaper than what a record brings. */
    @Override
    public int hashCode() {
        return 31 * (31 * localPort + remotePort) + remoteAddress;
    }

    /** "address:port address:port", own end first. */
    @Override
    public String toString() {
        return Addresses.text(localAddress) + ":" + localPort + " " + Addresses.text(remoteAddress) + ":" + remotePort;
    }
}
