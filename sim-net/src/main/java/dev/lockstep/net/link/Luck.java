package dev.lockstep.net.link;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.LinkOptions;

/**
 * The random decisions of links. Each kind has a stream of its own and draws only where it is switched on, so that switching one
 * on shifts no other. Jitter, and the numbers that TCP counts from, come from the stream {@code network}.
 */
final class Luck {
    private final Choices jitter;
    private final Choices latency;
    private final Choices loss;
    private final Choices duplication;
    private final Choices reordering;
    private final Choices corruption;

    Luck(Simulation simulation) {
        jitter = simulation.choices("network");
        latency = simulation.choices("network-latency");
        loss = simulation.choices("network-loss");
        duplication = simulation.choices("network-duplication");
        reordering = simulation.choices("network-reordering");
        corruption = simulation.choices("network-corruption");
    }

    /** The way from end to end, ns. */
    long drawTravel(LinkOptions options) {
        long shake = options.jitterNanos() == 0 ? 0 : jitter.between(0, options.jitterNanos());
        return options.latency().draw(latency) + shake;
    }

    boolean shouldLose(LinkOptions options) {
        double probability = options.impairments().loss();
        return probability > 0 && loss.chance(probability);
    }

    boolean shouldDuplicate(LinkOptions options) {
        double probability = options.impairments().duplication();
        return probability > 0 && duplication.chance(probability);
    }

    boolean shouldReorder(LinkOptions options) {
        double probability = options.impairments().reordering();
        return probability > 0 && reordering.chance(probability);
    }

    boolean shouldCorrupt(LinkOptions options) {
        double probability = options.impairments().corruption();
        return probability > 0 && corruption.chance(probability);
    }

    /** Which bit a damage hits. */
    long drawDamage() {
        return corruption.bits();
    }

    /** The number a connection counts its bytes from, 32 bits. */
    long drawInitialSequence() {
        return jitter.between(1, 0xFFFF_FFFFL);
    }
}
