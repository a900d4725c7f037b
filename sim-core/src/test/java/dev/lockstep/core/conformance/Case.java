package dev.lockstep.core.conformance;

/**
 * One piece of ordinary code.
 *
 * @param name what it is about
 * @param kind what must agree
 * @param ticks virtual time it takes, in units of {@link Out#tick}; meaningless unless timed
 * @param body the code
 */
record Case(String name, Kind kind, long ticks, Body body) {
    /** What is compared. */
    enum Kind {
        /** All lines, on the real JVM and under every seed. */
        AGREES,
        /** All lines as well, and the virtual time it took. */
        TIMED,
        /** The lines of one seed, run again; seeds must differ. The real JVM only has to get through. */
        DRAWN,
        /** The lines of every seed; the real JVM only has to get through. */
        FIXED
    }

    /** The code of a case; runs on a platform thread named main. */
    @FunctionalInterface
    interface Body {
        void run(Out out) throws Exception;
    }
}
