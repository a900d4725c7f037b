package dev.lockstep.bench.peer;

/** A library's virtual clock. Delays are its own units of time, whatever they are called. Confined to one thread. */
public interface Timers {
    /** A timer that is not armed. */
    Timer timer(Runnable callback);

    /** Runs until no timer is armed; the CPU time that took, ns. */
    long run();

    /** A callback that can be armed again and again. */
    interface Timer {
        /** Arms it; it must not be armed. */
        void arm(long delay);

        /** Disarms it if it is armed. */
        void cancel();
    }
}
