package dev.lockstep.net.fault;

import dev.lockstep.core.Simulation;
import dev.lockstep.net.Packet;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Verdict;

/** A rule that is in force for a while and not for a while, over and over. */
public final class Flapping implements Rule {
    private final Rule rule;
    private final Simulation simulation;
    private final long onNanos;
    private final long offNanos;
    private final long since;

    /** Begins in force. */
    public Flapping(Simulation simulation, Rule rule, long onNanos, long offNanos) {
        if (onNanos < 1 || offNanos < 1) {
            throw new IllegalArgumentException(
                    "flaps " + onNanos + " ns on, " + offNanos + " ns off, expected at least 1 each");
        }
        this.rule = rule;
        this.simulation = simulation;
        this.onNanos = onNanos;
        this.offNanos = offNanos;
        this.since = simulation.nanoTime();
    }

    @Override
    public Verdict onPacket(Packet packet) {
        boolean on = (simulation.nanoTime() - since) % (onNanos + offNanos) < onNanos;
        return on ? rule.onPacket(packet) : Verdict.PASS;
    }

    @Override
    public String describe() {
        return "flapping " + onNanos + " ns on, " + offNanos + " ns off: " + rule.describe();
    }
}
