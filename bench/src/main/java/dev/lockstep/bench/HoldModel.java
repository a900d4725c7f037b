package dev.lockstep.bench;

import dev.lockstep.bench.peer.BareHeap;
import dev.lockstep.bench.peer.CpuTime;
import dev.lockstep.bench.peer.Timers;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Unit;

/**
 * The hold model (Jones 1986): a number of timers, each of which arms itself again by a uniform delay. The bare heap runs it without
 * callbacks.
 */
final class HoldModel {
    private static final long MEAN = 1_000_000;
    private static final int EVENTS = 2_000_000;

    /** jMock walks a list of all timers at each arming: a round of it must still end, so it has no part in more timers. */
    private static final int MOST_IN_LIST = 1_000;

    private static final int LIST_STEPS = 200_000_000;

    private final int timers;

    private HoldModel(int timers) {
        this.timers = timers;
    }

    static Benchmark of(int timers, double goal) {
        HoldModel model = new HoldModel(timers);
        return new Benchmark(
                "hold-" + timers,
                "callbacks of " + timers + " timers that arm themselves again",
                Unit.PER_SECOND,
                Peers.contenders(model::round).stream()
                        .filter(c -> model.fits(c.name()))
                        .toList(),
                Peers.goals(goal).stream().filter(g -> model.fits(g.against())).toList());
    }

    private boolean fits(String peer) {
        return timers <= MOST_IN_LIST || !peer.equals(Peers.JMOCK.label());
    }

    private double round(Peers peer, double scale) {
        int most = peer == Peers.JMOCK ? Math.min(EVENTS, LIST_STEPS / timers) : EVENTS;
        int events = (int) Math.max(2 * timers, most * scale);
        return events * 1e9 / (peer == Peers.BARE ? bare(events) : run(peer.timers(), events));
    }

    private long run(Timers clock, int events) {
        Delays delays = new Delays(1, 2 * MEAN);
        int[] left = {events - timers};
        for (int i = 0; i < timers; i++) {
            new Ticker(clock, delays, left);
        }
        return clock.run();
    }

    /** A callback that arms its own timer as long as events are left. */
    private static final class Ticker implements Runnable {
        private final Timers.Timer timer;
        private final Delays delays;
        private final int[] left;

        Ticker(Timers clock, Delays delays, int[] left) {
            this.delays = delays;
            this.left = left;
            this.timer = clock.timer(this);
            timer.arm(delays.next());
        }

        @Override
        public void run() {
            if (left[0]-- > 0) {
                timer.arm(delays.next());
            }
        }
    }

    private long bare(int events) {
        BareHeap heap = new BareHeap(timers);
        Delays delays = new Delays(1, 2 * MEAN);
        for (int i = 0; i < timers; i++) {
            heap.add(i, delays.next());
        }
        return CpuTime.of(() -> {
            for (int i = 0; i < events; i++) {
                long now = heap.nextDue();
                heap.add(heap.pop(), now + delays.next());
            }
        });
    }
}
