package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Checkpoints.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two traces that part somewhere are known to part between two checkpoints. */
class CheckpointsTest {
    private static Checkpoints checkpoints(int events, int differentAt) {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            for (int i = 0; i < events; i++) {
                simulation.trace().emit(TraceKind.NOTE, null, i, i == differentAt ? 1 : 0);
            }
            return simulation.trace().checkpoints();
        }
    }

    @Test
    void thereAreFewAndTheySpanTheTrace() {
        for (int events : List.of(15, 16, 500, 512, 513, 1_000, 100_000, 1 << 20)) {
            Checkpoints taken = checkpoints(events, -1);
            long span = taken.every() * taken.hashes().size();
            assertThat(taken.hashes()).hasSizeLessThanOrEqualTo(32);
            assertThat(span).as("of %d", events).isBetween(events - 2 * taken.every(), (long) events);
            assertThat(taken.every()).isLessThanOrEqualTo(Math.max(16, events / 8));
        }
    }

    @Test
    void theFirstDifferenceLiesInTheRange() {
        Checkpoints plain = checkpoints(10_000, -1);
        for (int at : List.of(0, 1, 511, 512, 513, 4_000, 9_000)) {
            Range range = plain.differsFrom(checkpoints(10_000, at));
            assertThat((long) at).isBetween(range.from(), range.to());
            assertThat(range.to() - range.from()).isEqualTo(plain.every() - 1);
        }
    }

    @Test
    void tracesOfDifferentLengthsAreCompared() {
        Checkpoints longer = checkpoints(100_000, 700);
        Range range = checkpoints(1_000, -1).differsFrom(longer);
        assertThat(range).isEqualTo(longer.differsFrom(checkpoints(1_000, -1)));
        assertThat(700L).isBetween(range.from(), range.to());
    }

    @Test
    void aDifferenceBehindTheLastCheckpointIsOpenEnded() {
        Range range = checkpoints(100, -1).differsFrom(checkpoints(100, 99));
        assertThat(range).isEqualTo(new Range(96, Long.MAX_VALUE));
        assertThat(Checkpoints.NONE.differsFrom(checkpoints(100, 5))).isEqualTo(new Range(0, Long.MAX_VALUE));
    }
}
