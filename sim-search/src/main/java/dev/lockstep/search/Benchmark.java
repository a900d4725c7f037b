package dev.lockstep.search;

import java.util.List;

/**
 * One workload, measured on the contenders that can run it, in interleaved rounds.
 *
 * @param name its name on the command line: lower case, digits and hyphens
 * @param summary one line that says what is done and counted
 * @param unit of what a round measures
 * @param contenders who runs it; the first is what this benchmark is about, the others are what it is compared with
 * @param goals what the first is to reach
 */
public record Benchmark(String name, String summary, Unit unit, List<Contender> contenders, List<Goal> goals) {
    /** What a number of a benchmark is. */
    public enum Unit {
        /** Things done a second. */
        PER_SECOND,
        /** Bytes carried a second. */
        BYTES_PER_SECOND,
        /** Real time, ns. */
        NANOS,
        /** Memory. */
        BYTES,
        /** Things counted. */
        COUNT
    }

    /** One round of a workload. */
    @FunctionalInterface
    public interface Round {
        /**
         * Carries it out on the calling thread, which is in no simulation.
         *
         * @param scale share of the work of a full round, above 0 to 1; a round always does some work
         * @return what was measured, in the benchmark's unit
         * @throws Exception if it cannot be carried out
         */
        double measure(double scale) throws Exception;
    }

    /**
     * Who runs the workload.
     *
     * @param name for example a library
     * @param round how
     */
    public record Contender(String name, Round round) {}

    /**
     * What the first contender is to reach.
     *
     * @param against the contender it is divided by, or empty if its value itself is meant
     * @param atLeast whether the bound is the least that will do, or the most
     * @param bound the ratio or value
     */
    public record Goal(String against, boolean atLeast, double bound) {
        /** The first contender reaches at least this many times what another does. */
        public static Goal atLeast(double ratio, String against) {
            return new Goal(against, true, ratio);
        }

        /** The first contender takes at most this many times what another does. */
        public static Goal atMost(double ratio, String against) {
            return new Goal(against, false, ratio);
        }

        /** Whether a ratio or value reaches it. */
        public boolean met(double reached) {
            return atLeast ? reached >= bound : reached <= bound;
        }
    }

    /** Copies; checks that goals name contenders. */
    public Benchmark {
        contenders = List.copyOf(contenders);
        goals = List.copyOf(goals);
        for (Goal goal : goals) {
            if (!goal.against.isEmpty()
                    && contenders.stream().noneMatch(c -> c.name().equals(goal.against))) {
                throw new IllegalArgumentException("benchmark " + name + " has a goal against " + goal.against
                        + ", expected one of its contenders");
            }
        }
    }
}
