package dev.lockstep.core.boot;

/**
 * The ids of simulated threads. The lower bits are what code sees, the same in every run. The upper ones, which {@code threadId} leaves
 * out, differ between simulations of a JVM: HotSpot knows the owner of a monitor by its id, and two owners of one id would both be inside.
 */
public final class ThreadIds {
    /** No thread that is not simulated has an id from here on. */
    public static final long FIRST = 1L << 52;

    /** The bits that are seen. */
    public static final long VISIBLE = (FIRST << 1) - 1;

    private static final int SLOT_SHIFT = 53;

    /** So many simulations are told apart. */
    private static final int SLOTS = 512;

    private ThreadIds() {}

    /** The bits of the n-th simulation of the JVM. */
    public static long slot(int simulation) {
        return (long) (simulation % SLOTS) << SLOT_SHIFT;
    }
}
