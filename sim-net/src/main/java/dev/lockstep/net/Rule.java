package dev.lockstep.net;

/**
 * A fault: decides what becomes of packets between different hosts. Rules are asked in the order they were put in force; the
 * first verdict other than {@link Verdict#PASS} wins. Each rule sees a packet once: when it is sent, or, if the rule came into
 * force while the packet was under way, when it arrives. Called on the carrier; must not wait, and may draw random numbers only
 * from a stream of the simulation.
 */
@FunctionalInterface
public interface Rule {
    /** Decides about one packet. */
    Verdict onPacket(Packet packet);

    /** What it does, for the trace and {@link Network#netstat}: short, and the same in every run. */
    default String describe() {
        return "rule";
    }
}
