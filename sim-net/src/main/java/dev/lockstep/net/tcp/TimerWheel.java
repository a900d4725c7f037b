package dev.lockstep.net.tcp;

/**
 * How late the kernel's timers are (Linux kernel/time/timer.c). A timer goes into a level of 64 buckets by its distance; each level is
 * eight times as coarse as the one before, and expiry is rounded up to the next bucket. So a retransmission after 64 s at 250 ticks a
 * second fires up to 2 s late, which is why a black-holed connect takes 129 to 132 s and not 127.
 */
final class TimerWheel {
    private static final long SECOND = 1_000_000_000L;
    private static final int LEVEL_BITS = 6;
    private static final int COARSER_BITS = 3;
    private static final int LEVELS = 9;

    private TimerWheel() {}

    /**
     * The delay after which a timer fires.
     *
     * @param now virtual time, ns
     * @param delay what was asked for, ns
     * @param hz ticks per second, 0 for exact timers
     */
    static long delay(long now, long delay, int hz) {
        if (hz == 0 || delay <= 0) {
            return delay;
        }
        long tick = SECOND / hz;
        long expires = (now + delay + tick - 1) / tick;
        int shift = shift(expires - now / tick);
        long bucket = (expires >> shift) + 1;
        return (bucket << shift) * tick - now;
    }

    /** The bits by which expiry is rounded for a timer this many ticks away. */
    private static int shift(long ticks) {
        int level = 0;
        while (level < LEVELS - 1 && ticks >= (long) ((1 << LEVEL_BITS) - 1) << (level * COARSER_BITS)) {
            level++;
        }
        return level * COARSER_BITS;
    }
}
