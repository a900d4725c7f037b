package dev.lockstep.node.replica;

/**
 * Whom a replica follows.
 *
 * @param host name or address
 * @param given the port of its clients as SLAVEOF takes it, 0 to 4294967295
 */
public record Master(String host, long given) {
    private static final int LAST_PORT = 65535;

    /** The port to connect to; 0, where nobody listens, if there cannot be one of the given number. */
    public int port() {
        return given > LAST_PORT ? 0 : (int) given;
    }

    @Override
    public String toString() {
        return host + ":" + given;
    }
}
