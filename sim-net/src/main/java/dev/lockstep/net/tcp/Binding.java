package dev.lockstep.net.tcp;

import org.jspecify.annotations.Nullable;

/** A port of a host that a socket has taken. */
public final class Binding {
    private final int address;
    private final int port;
    private final boolean reuse;
    private final boolean reusePort;
    private @Nullable Listener listener;

    Binding(int address, int port, boolean reuse, boolean reusePort) {
        this.address = address;
        this.port = port;
        this.reuse = reuse;
        this.reusePort = reusePort;
    }

    /** The address, {@link Addresses#ANY} for all of the host. */
    public int address() {
        return address;
    }

    /** The port, 1 to 65,535. */
    public int port() {
        return port;
    }

    @Nullable
    Listener listener() {
        return listener;
    }

    void listener(@Nullable Listener newListener) {
        listener = newListener;
    }

    boolean covers(int destination) {
        return address == Addresses.ANY || address == destination;
    }

    /** Whether a further socket may not have the port (as Linux' inet_csk_bind_conflict). */
    boolean excludes(int otherAddress, boolean otherReuse, boolean otherReusePort) {
        boolean overlap = address == otherAddress || address == Addresses.ANY || otherAddress == Addresses.ANY;
        boolean shared = (reusePort && otherReusePort) || (reuse && otherReuse && listener == null);
        return overlap && !shared;
    }
}
