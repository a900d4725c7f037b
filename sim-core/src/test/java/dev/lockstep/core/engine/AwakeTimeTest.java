package dev.lockstep.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwakeTimeTest {
    private static final long START = -2_000; // the real clock may begin anywhere
    private static final long PAUSE = 1_000;

    private final AwakeTime time = new AwakeTime(START);

    @Test
    void looksInTimeCountInFull() {
        assertThat(time.look(START + 1_000, PAUSE)).isEqualTo(1_000);
        assertThat(time.look(START + 1_500, PAUSE)).isEqualTo(1_500);
        assertThat(time.look(START + 3_000, PAUSE)).isEqualTo(3_000);
    }

    @Test
    void aStoppedProcessIsNotAwake() {
        assertThat(time.look(START + 1_000, PAUSE)).isEqualTo(1_000);
        assertThat(time.look(START + 250_000_000, PAUSE)).isEqualTo(3_000);
        assertThat(time.look(START + 250_001_000, PAUSE)).isEqualTo(4_000);
    }
}
