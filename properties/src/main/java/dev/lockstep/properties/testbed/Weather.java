package dev.lockstep.properties.testbed;

import dev.lockstep.core.Simulation;
import dev.lockstep.net.TcpOptions;

/** Whether any fault is in force, and since when there has been none. */
public final class Weather {
    /** The longest pause between two retransmissions (RFC 6298, section 2.4; Linux TCP_RTO_MAX), ns. */
    private static final long MAX_RTO = TcpOptions.DEFAULT.rtoMaxNanos();

    private final Simulation simulation;
    private int faults;
    private long calmSince;
    private long changedAt;
    private boolean ever;

    Weather(Simulation simulation) {
        this.simulation = simulation;
    }

    /** A fault begins, or something that an operator does; several may overlap. */
    public void begin() {
        faults++;
        ever = true;
        changedAt = simulation.nanoTime();
    }

    /** A fault ends. */
    public void end() {
        faults--;
        calmSince = simulation.nanoTime();
        changedAt = calmSince;
    }

    /** When anything began or ended last, ns of virtual time; 0 for never. */
    public long changedAt() {
        return changedAt;
    }

    /** How long there has been no fault, ns; 0 while there is one. */
    public long calmNanos() {
        return faults > 0 ? 0 : simulation.nanoTime() - calmSince;
    }

    /** For how long no fault has been left, nor TCP waiting to send again what it lost in one, ns; 0 while there is one. */
    public long settledNanos() {
        return ever ? Math.max(0, calmNanos() - MAX_RTO) : simulation.nanoTime();
    }
}
