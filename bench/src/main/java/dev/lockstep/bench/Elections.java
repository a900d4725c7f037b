package dev.lockstep.bench;

import dev.lockstep.bench.peer.Timers;
import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Unit;
import java.util.ArrayList;
import java.util.List;

/** A leader's heartbeats to four followers, each of which pushes its election timer on, over 24 virtual hours. */
final class Elections {
    private static final int FOLLOWERS = 4;
    private static final long HEARTBEAT_MICROS = 100_000;
    private static final long ELECTION_MICROS = 500_000;
    private static final long LATENCY_MICROS = 1_000;
    private static final long HEARTBEATS = 24 * 3_600 * 1_000_000L / HEARTBEAT_MICROS;

    private Elections() {}

    static Benchmark benchmark() {
        return new Benchmark(
                "elections-24h",
                "heartbeats, deliveries and re-armed election timers over 24 virtual hours",
                Unit.PER_SECOND,
                Peers.contenders(Elections::round),
                Peers.goals(0.8));
    }

    private static double round(Peers peer, double scale) {
        long beats = Math.max(20, (long) (HEARTBEATS * scale));
        Timers clock = peer.timers();
        new Leader(clock, beats).start();
        return beats * (1 + 2 * FOLLOWERS) * 1e9 / clock.run();
    }

    private static final class Leader {
        private final Timers.Timer beat;
        private final List<Timers.Timer> deliveries = new ArrayList<>();
        private final List<Timers.Timer> elections = new ArrayList<>();
        private final Delays latency = new Delays(LATENCY_MICROS, LATENCY_MICROS);
        private final Delays patience = new Delays(ELECTION_MICROS, ELECTION_MICROS);
        private long left;

        Leader(Timers clock, long beats) {
            left = beats;
            beat = clock.timer(this::beat);
            for (int i = 0; i < FOLLOWERS; i++) {
                Timers.Timer election = clock.timer(() -> {
                    throw new IllegalStateException("an election began, expected heartbeats to keep it off");
                });
                elections.add(election);
                deliveries.add(clock.timer(() -> received(election)));
            }
        }

        void start() {
            beat.arm(HEARTBEAT_MICROS);
        }

        private void beat() {
            deliveries.forEach(d -> d.arm(latency.next()));
            if (--left > 0) {
                beat.arm(HEARTBEAT_MICROS);
            }
        }

        private void received(Timers.Timer election) {
            election.cancel();
            if (left > 0) {
                election.arm(patience.next());
            }
        }
    }
}
