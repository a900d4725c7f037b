package dev.lockstep.core.engine;

import dev.lockstep.core.engine.ThreadSnapshots.Snapshot;
import java.util.List;

/**
 * A thread outside the simulation calls {@code notify} while the simulation runs. If a simulated thread waits on that object, the moment
 * at which it goes on is not deterministic. Made before the call, so that it is there when the thread is handed the monitor.
 */
final class ForeignNotify implements ForeignCall {
    private final Carrier carrier;
    private final Object monitor;
    private final String what;
    private final Throwable stack;

    private ForeignNotify(Carrier carrier, Object monitor) {
        this.carrier = carrier;
        this.monitor = monitor;
        this.what = "foreign notify by thread " + Thread.currentThread().getName() + EXPECTED;
        this.stack = new IllegalStateException(what);
    }

    /** Tells the simulations that run; a callback of one on its own carrier is part of it. */
    static void tell(Object monitor) {
        if (!Thread.holdsLock(monitor)) {
            return; // the call will be refused
        }
        for (Carrier carrier : SharedMonitors.open()) {
            if (!carrier.mayTouch()) {
                carrier.foreign(new ForeignNotify(carrier, monitor));
            }
        }
    }

    @Override
    public void accept() {
        long[] mark = carrier.mark();
        // A thread in Object.wait still has the monitor among those of its frames, and nobody else can: the caller owns
        // it.
        for (Thread thread : List.copyOf(carrier.monitors().waiting())) {
            Snapshot snapshot = ThreadSnapshots.of(thread);
            HostScheduler host = HostScheduler.of(thread);
            if (snapshot != null && host != null && snapshot.owned().stream().anyMatch(o -> o == monitor)) {
                host.report(what, MovedThread.facade(thread).getName(), stack);
            }
        }
        carrier.reset(mark);
    }
}
