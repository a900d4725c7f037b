package dev.lockstep.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all running carriers of the JVM in real time and reports steps that do not end; time that the whole process stood still does
 * not count. One daemon thread, which ends by itself when no carrier has run for some seconds. Thread-safe.
 */
final class Watchdog {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** After so many times the limit a step that was reported is given up. */
    private static final int PATIENCE = 2;

    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private static final Watchdog INSTANCE = new Watchdog();

    private final List<Watch> watches = new ArrayList<>();
    private @Nullable Thread thread;

    private Watchdog() {}

    /** A carrier that runs, and the step it was seen in last. */
    private static final class Watch {
        private final Carrier carrier;
        private final long limitMillis;
        private long step = -1;
        private long seenAt;
        private boolean reported;

        Watch(Carrier carrier, long limitMillis) {
            this.carrier = carrier;
            this.limitMillis = limitMillis;
        }

        /** Looks at the step; {@code now} is time awake, ns. */
        void look(long now) {
            long current = carrier.steps();
            if (current != step) {
                step = current;
                seenAt = now;
                reported = false;
            } else if (reported && TimeUnit.NANOSECONDS.toMillis(now - seenAt) >= PATIENCE * limitMillis) {
                carrier.giveUp();
            } else if (!reported && TimeUnit.NANOSECONDS.toMillis(now - seenAt) >= limitMillis) {
                reported = carrier.stuck(step, TimeUnit.NANOSECONDS.toMillis(now - seenAt));
            }
        }
    }

    /** Looks at a carrier from now on. */
    static void watch(Carrier carrier, long limitMillis) {
        INSTANCE.add(new Watch(carrier, limitMillis));
    }

    /** Looks at it no more. */
    static void unwatch(Carrier carrier) {
        INSTANCE.remove(carrier);
    }

    private synchronized void add(Watch watch) {
        watches.add(watch);
        if (thread == null) {
            thread = Thread.ofPlatform()
                    .name("lockstep-watchdog")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .start(this::loop);
        } else {
            notifyAll();
        }
    }

    private synchronized void remove(Carrier carrier) {
        watches.removeIf(w -> w.carrier == carrier);
    }

    private void loop() {
        long idleSince = System.nanoTime();
        AwakeTime awake = new AwakeTime(idleSince);
        long millis = LONGEST_PAUSE_MILLIS;
        do {
            List<Watch> now;
            synchronized (this) {
                now = List.copyOf(watches);
            }
            if (!now.isEmpty()) {
                idleSince = System.nanoTime();
            }
            long nanos = awake.look(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(millis));
            now.forEach(w -> w.look(nanos));
            millis = pauseMillis(now);
        } while (pause(millis, idleSince));
    }

    private static long pauseMillis(List<Watch> seen) {
        return seen.stream().mapToLong(w -> 1 + w.limitMillis / 4).reduce(LONGEST_PAUSE_MILLIS, Math::min);
    }

    /** Waits until the next look is due, or earlier; false if there has been nothing to look at for long. */
    @SuppressWarnings("WaitNotInLoop") // an early look does no harm
    private synchronized boolean pause(long millis, long idleSince) {
        if (watches.isEmpty() && System.nanoTime() - idleSince > LINGER_NANOS) {
            thread = null;
            return false;
        }
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            thread = null;
            return false;
        }
    }
}
