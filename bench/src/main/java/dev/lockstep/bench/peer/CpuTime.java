package dev.lockstep.bench.peer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the calling platform thread, ns: what a workload of one thread costs, however busy the machine is. */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** The time used so far. */
    public static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** The time an action takes. */
    public static long of(Runnable action) {
        long start = nanos();
        action.run();
        return Math.max(1, nanos() - start);
    }
}
