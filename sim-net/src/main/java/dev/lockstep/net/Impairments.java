package dev.lockstep.net;

/**
 * What a bad link does to packets at random, as Linux' tc-netem(8). Each kind draws from a stream of its own, and draws nothing
 * while its probability is 0. A link with any of them carries TCP in packets of one MSS, not in larger ones.
 *
 * @param loss probability that a packet vanishes, 0 to 1; default 0
 * @param duplication probability that a packet arrives twice, 0 to 1; default 0
 * @param reordering probability that a packet is late by {@code reorderNanos} and others overtake it, 0 to 1; default 0
 * @param reorderNanos how late such a packet is, ns, 0 to 2^62; default 1 ms
 * @param corruption probability that a bit is turned, 0 to 1; TCP's checksum makes a loss of it, a datagram shows it; default 0
 */
public record Impairments(double loss, double duplication, double reordering, long reorderNanos, double corruption) {
    /** A good link. */
    public static final Impairments NONE = new Impairments(0, 0, 0, 1_000_000, 0);

    /** Checks the bounds. */
    public Impairments {
        probability("loss", loss);
        probability("duplication", duplication);
        probability("reordering", reordering);
        probability("corruption", corruption);
        if (reorderNanos < 0 || reorderNanos > Latency.MAX_NANOS) {
            throw new IllegalArgumentException("reorderNanos is " + reorderNanos + ", expected 0 to 2^62");
        }
    }

    /** The same with another loss (0 to 1). */
    public Impairments loss(double probability) {
        return new Impairments(probability, duplication, reordering, reorderNanos, corruption);
    }

    /** The same with another duplication (0 to 1). */
    public Impairments duplication(double probability) {
        return new Impairments(loss, probability, reordering, reorderNanos, corruption);
    }

    /** The same with another reordering (0 to 1, late by {@code nanos}). */
    public Impairments reordering(double probability, long nanos) {
        return new Impairments(loss, duplication, probability, nanos, corruption);
    }

    /** The same with another corruption (0 to 1). */
    public Impairments corruption(double probability) {
        return new Impairments(loss, duplication, reordering, reorderNanos, probability);
    }

    /** Whether nothing can happen to a packet. */
    public boolean none() {
        return loss == 0 && duplication == 0 && reordering == 0 && corruption == 0;
    }

    private static void probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 1");
        }
    }
}
