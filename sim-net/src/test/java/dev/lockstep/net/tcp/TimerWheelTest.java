package dev.lockstep.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Timers of the wheel fire late by at most one bucket of their level, and never early. */
class TimerWheelTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void zeroHertzIsExact() {
        assertThat(TimerWheel.delay(12_345, 64 * SECOND, 0)).isEqualTo(64 * SECOND);
    }

    @Test
    void levelsAreThoseOfLinuxAt250Hertz() {
        // 64 s are 16,000 ticks: level 3, buckets of 512 ticks, 2.048 s.
        assertThat(TimerWheel.delay(0, 64 * SECOND, 250)).isEqualTo(65_536_000_000L);
        // 200 ms are 50 ticks: level 0, the next tick.
        assertThat(TimerWheel.delay(0, SECOND / 5, 250)).isEqualTo(204_000_000L);
    }

    @Property
    void neverEarlyAndLateByAnEighthAtMost(
            @ForAll @LongRange(min = 0, max = 1L << 50) long now,
            @ForAll @LongRange(min = 1_000_000, max = 1L << 40) long delay,
            @ForAll @IntRange(min = 100, max = 1_000) int hz) {
        long late = TimerWheel.delay(now, delay, hz) - delay;
        assertThat(late).isBetween(0L, delay / 7 + 3 * SECOND / hz);
    }
}
