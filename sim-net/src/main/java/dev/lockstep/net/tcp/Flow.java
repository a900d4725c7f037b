package dev.lockstep.net.tcp;

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

    /** "address:port address:port", own end first. */
    @Override
    public String toString() {
        return Addresses.text(localAddress) + ":" + localPort + " " + Addresses.text(remoteAddress) + ":" + remotePort;
    }
}
