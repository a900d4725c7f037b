package dev.lockstep.bench;

import dev.lockstep.bench.peer.Timers;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Unit;
import java.util.ArrayList;
import java.util.List;

/** Messages go round five nodes; of all timers that are armed one in ten is a time-out that the next message cancels. */
final class MessageRing {
    private static final int NODES = 5;
    private static final int MESSAGES = 10;
    private static final int HOPS = 2_000_000;
    private static final long LATENCY = 1_000;
    private static final long TIME_OUT = 1_000_000;

    private MessageRing() {}

    static Benchmark benchmark() {
        return new Benchmark(
                "message-ring",
                "hops of 10 messages round 5 nodes, a tenth of the timers cancelled",
                Unit.PER_SECOND,
                Peers.contenders(MessageRing::round),
                Peers.goals(0.8));
    }

    private static double round(Peers peer, double scale) {
        int hops = (int) Math.max(100, HOPS * scale);
        Timers clock = peer.timers();
        Delays delays = new Delays(LATENCY, LATENCY);
        int[] left = {hops};
        for (int i = 0; i < MESSAGES; i++) {
            new Message(clock, delays, left);
        }
        return hops * 1e9 / clock.run();
    }

    private static final class Message implements Runnable {
        private final Timers.Timer delivery;
        private final List<Timers.Timer> timeOuts = new ArrayList<>();
        private final Delays delays;
        private final int[] left;
        private int hops;

        Message(Timers clock, Delays delays, int[] left) {
            this.delays = delays;
            this.left = left;
            for (int node = 0; node < NODES; node++) {
                timeOuts.add(clock.timer(() -> {
                    throw new IllegalStateException("a time-out fired, expected it to be cancelled");
                }));
            }
            delivery = clock.timer(this);
            delivery.arm(delays.next());
        }

        /** Every ninth delivery a time-out is armed, and cancelled by the one after. */
        @Override
        public void run() {
            Timers.Timer timeOut = timeOuts.get(hops / 9 % NODES);
            if (hops % 9 == 1) {
                timeOut.cancel();
            }
            if (left[0]-- > 0) {
                if (hops % 9 == 0) {
                    timeOut.arm(TIME_OUT);
                }
                delivery.arm(delays.next());
            } else {
                timeOuts.forEach(Timers.Timer::cancel);
            }
            hops++;
        }
    }
}
