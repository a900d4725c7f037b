package dev.lockstep.core;

/**
 * The clocks of a host as its threads read them. Both run at a rate of their own; the wall clock is off by a skew besides. Timers
 * of the host's threads fire when its clock says so. Virtual time itself ({@link Simulation#nanoTime}) is the true time. Used on
 * the carrier and on simulated threads.
 */
public final class HostClock {
    private static final long MILLION = 1_000_000;
    private static final long MOST_PPM = 500_000;

    private final Host host;
    private final long epochNanosInSecond;
    private final long epochSecond;
    private long driftPpm;
    private long skewNanos;
    private long trueBase;
    private long hostBase;

    HostClock(Host host) {
        this.host = host;
        long epochMillis = host.simulation().options().epochMillis();
        this.epochSecond = Math.floorDiv(epochMillis, 1_000L);
        this.epochNanosInSecond = Math.floorMod(epochMillis, 1_000L) * MILLION;
    }

    /** Sets how far the wall clock is ahead of the true time (ns, negative: behind). It jumps, as after a step of NTP. */
    public void skew(long nanos) {
        skewNanos = nanos;
        host.simulation().trace().emit(TraceKind.HOST, host, nanos, driftPpm, "clock");
    }

    /**
     * Sets how much faster than the true time both clocks run from now on.
     *
     * @param ppm parts per million, -500,000 (half the rate) to 500,000; timers that are armed already keep their true time
     */
    public void driftPpm(long ppm) {
        if (ppm < -MOST_PPM || ppm > MOST_PPM) {
            throw new IllegalArgumentException("drift is " + ppm + " ppm, expected -500000 to 500000");
        }
        hostBase = nanoTime();
        trueBase = host.simulation().nanoTime();
        driftPpm = ppm;
        host.simulation().trace().emit(TraceKind.HOST, host, skewNanos, ppm, "clock");
    }

    /** How far the wall clock has been set ahead, ns; what drift adds is not in it. */
    public long skew() {
        return skewNanos;
    }

    /** How much faster than the true time both clocks run, parts per million. */
    public long driftPpm() {
        return driftPpm;
    }

    /** What {@code System.nanoTime} answers on the host. */
    public long nanoTime() {
        long now = host.simulation().nanoTime();
        return hostBase == trueBase && driftPpm == 0 ? now : at(now);
    }

    /** What {@code System.currentTimeMillis} answers on the host. */
    public long currentTimeMillis() {
        return epochSecond * 1_000 + Math.floorDiv(epochNanosInSecond + nanoTime() + skewNanos, MILLION);
    }

    /** The wall clock as ns since a second after 1970. */
    public long nanosSince(long second) {
        return (epochSecond - second) * 1_000_000_000L + epochNanosInSecond + nanoTime() + skewNanos;
    }

    /** The shortest true time after which {@link #nanoTime} is later by {@code hostNanos}, which is at least 0; ns. */
    public long trueDelay(long hostNanos) {
        if (driftPpm == 0 || hostNanos == 0) {
            return hostNanos;
        }
        long rate = MILLION + driftPpm;
        long before = hostNanos - 1; // rounding may bring the time up to a nanosecond forward
        long whole = before / rate;
        if (whole > Long.MAX_VALUE / MILLION - 1) {
            return Long.MAX_VALUE;
        }
        long delay = whole * MILLION + before % rate * MILLION / rate;
        long now = host.simulation().nanoTime();
        for (long target = at(now) + hostNanos; at(now + delay) < target; ) {
            delay++;
        }
        return delay;
    }

    private long at(long trueNanos) {
        long passed = trueNanos - trueBase;
        long drifted = passed / MILLION * driftPpm + Math.floorDiv(passed % MILLION * driftPpm, MILLION);
        return hostBase + passed + drifted;
    }
}
