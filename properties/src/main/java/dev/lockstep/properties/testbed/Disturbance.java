package dev.lockstep.properties.testbed;

import dev.lockstep.core.Host;
import dev.lockstep.net.TcpOptions;

/**
 * The faults that keep a whole node from answering its clients: paused, powered off, or cut off from everybody. While one is in
 * force, and until TCP has found out that it is over, nobody can blame the node for silence.
 */
public final class Disturbance {
    private static final long SECOND = 1_000_000_000L;

    /** The longest pause between two retransmissions (RFC 6298, section 2.4; Linux TCP_RTO_MAX), ns. */
    private static final long MAX_RTO = TcpOptions.DEFAULT.rtoMaxNanos();

    private final Host host;
    private int active;
    private long since;
    private long excusedUntil;

    Disturbance(Host host) {
        this.host = host;
    }

    /** A fault begins; several may overlap. */
    public void begin() {
        if (active++ == 0) {
            since = now();
        }
    }

    /** A fault ends. After an outage, the next retransmission comes within the outage's own length at most. */
    public void end() {
        if (--active == 0) {
            long outage = now() - since;
            excusedUntil = now() + Math.min(outage, MAX_RTO) + SECOND;
        }
    }

    /** Whether the node may have been kept from answering something asked at this virtual time, ns. */
    public boolean excuses(long askedAt) {
        return active > 0 || askedAt <= excusedUntil;
    }

    private long now() {
        return host.simulation().nanoTime();
    }
}
