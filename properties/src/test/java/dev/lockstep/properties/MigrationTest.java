package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots move between two simulated nodes while they are written to; no acknowledged write is lost, and no key is in two places. */
class MigrationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingIsLost(long seed) {
        try (MigrationCase run = new MigrationCase(seed)) {
            run.migrate();
            assertThat(run.succeeded()).isTrue();
            run.settle();
            assertThat(run.strings(false)).isEqualTo(run.acknowledged()).hasSizeGreaterThan(20);
            assertThat(run.strings(true)).isEmpty();
            assertThat(run.refusals()).containsKey("-MOVED");
        }
    }

    @Test
    void writesAreForbiddenForAMomentBeforeTheHandOver() {
        int forbidden = 0;
        for (long seed = 1; seed <= 10; seed++) {
            try (MigrationCase run = new MigrationCase(seed)) {
                run.migrate();
                run.settle();
                forbidden += run.refusals().getOrDefault("-TRYAGAIN", 0);
            }
        }
        assertThat(forbidden).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBrokenConnectionLosesNothing(long seed) {
        try (MigrationCase run = new MigrationCase(seed)) {
            run.resetSoon();
            run.migrate();
            if (run.succeeded()) {
                run.settle();
                assertThat(run.strings(false)).isEqualTo(run.acknowledged());
            } else {
                run.end();
                assertThat(run.strings(true)).isEqualTo(run.acknowledged());
                assertThat(run.strings(false)).isEmpty();
            }
        }
    }

    /** What had arrived is deleted when the connection ends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aDemotedSourceStops(long seed) {
        try (MigrationCase run = new MigrationCase(seed)) {
            run.demoteSoon();
            run.migrate();
            assertThat(run.succeeded()).isFalse();
            run.settleDown();
            assertThat(run.role()).isEqualTo("slave");
            assertThat(run.strings(false)).isEmpty();
        }
    }
}
