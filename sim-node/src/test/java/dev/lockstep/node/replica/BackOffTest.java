package dev.lockstep.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void theRecordedServerAlwaysWaitsTheSame() {
        BackOff backOff = new BackOff(false);
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.next(1_000)).isEqualTo(1_000);
        }
    }

    @Test
    void newerOnesDoubleUpToAMinuteUntilASyncSucceeds() {
        BackOff backOff = new BackOff(true);
        int[] waits = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
        for (int wait : waits) {
            assertThat(backOff.next(1_000)).isEqualTo(wait);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.next(1_000)).isEqualTo(60_000);
        }
        backOff.succeeded();
        assertThat(backOff.next(1_000)).isEqualTo(1_000);
    }
}
