package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;

/**
 * Where and when the actions of a plan may be.
 *
 * @param settings the numbers of the plan
 * @param lengthNanos how long after {@link Performance#CURTAIN} an action begins at the latest, ns
 */
record Stage(Settings settings, long lengthNanos) {
    private static final long MILLI = 1_000_000L;

    /** A moment. */
    long moment(Choices choices, long leastMillis) {
        return Performance.CURTAIN + choices.between(leastMillis, lengthNanos / MILLI) * MILLI;
    }

    /** A node. */
    String node(Choices choices) {
        return "n" + (1 + choices.below((int) settings.nodes()));
    }

    /** A node other than this one. */
    String other(Choices choices, String node) {
        String other = node(choices);
        return other.equals(node) ? (node.equals("n1") ? "n2" : "n1") : other;
    }
}
