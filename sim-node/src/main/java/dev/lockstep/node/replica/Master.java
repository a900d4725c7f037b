package dev.lockstep.node.replica;

/**
 * Whom a replica follows.
 *
 * @param host name or address
 * @param port of its clients
 */
public record Master(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
