package dev.lockstep.net.fault;

import dev.lockstep.core.Host;
import dev.lockstep.net.Packet;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Verdict;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a host look as if it read slowly: the windows it offers grow at a rate, so that the other side stops and probes. At rate
 * 0 the window closes and stays closed, and the connection never dies of it.
 */
public final class SlowDrain implements Rule {
    private static final double SECOND = 1e9;

    private final Host reader;
    private final Host writer;
    private final long bytesPerSecond;
    private final long since;
    /** What was acknowledged when the connection was first seen, by its ports. */
    private final Map<Integer, Long> bases = new HashMap<>();

    /** Limits what {@code writer} may send to {@code reader}, from now on, each connection by itself. */
    public SlowDrain(Host reader, Host writer, long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("rate is " + bytesPerSecond + " bytes/s, expected at least 0");
        }
        this.reader = reader;
        this.writer = writer;
        this.bytesPerSecond = bytesPerSecond;
        this.since = reader.simulation().nanoTime();
    }

    @Override
    public Verdict onPacket(Packet packet) {
        if (packet.from() != reader || packet.to() != writer || !packet.ack() || packet.rst()) {
            return Verdict.PASS;
        }
        int ports = packet.fromPort() << 16 | packet.toPort();
        if (packet.syn()) {
            bases.remove(ports);
        }
        long base = bases.computeIfAbsent(ports, p -> packet.acknowledged());
        double drained = (reader.simulation().nanoTime() - since) / SECOND * bytesPerSecond;
        double open = Math.max(0, base + drained - packet.acknowledged());
        return open >= packet.window() ? Verdict.PASS : Verdict.limitWindow((int) open);
    }

    @Override
    public String describe() {
        return "slow drain " + writer + "->" + reader + " " + bytesPerSecond + " bytes/s";
    }
}
