package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts may disagree about the time of day and about how fast time passes. */
class HostClockTest {
    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation = Simulation.create(SimulationOptions.seed(1));

    @AfterEach
    @AfterTry
    void close() {
        simulation.close();
    }

    private final Host host = simulation.host("n1");

    @Test
    void skewMovesTheWallClockAlone() {
        List<Object> seen = new ArrayList<>();
        host.clock().skew(-1_500_000_000L);
        host.start("main", () -> {
            Thread.sleep(2_000);
            seen.add(Instant.now());
            seen.add(System.currentTimeMillis());
            seen.add(System.nanoTime());
        });
        simulation.run();
        assertThat(seen).containsExactly(Instant.parse("2024-01-01T00:00:00.500Z"), 1_704_067_200_500L, 2 * SECOND);
    }

    @Test
    void driftingHostSleepsByItsOwnClock() {
        List<Long> seen = new ArrayList<>();
        host.clock().driftPpm(250_000); // five of its seconds pass in four
        host.start("main", () -> {
            Thread.sleep(5_000);
            seen.add(System.nanoTime());
            seen.add(System.currentTimeMillis() - 1_704_067_200_000L);
            new CountDownLatch(1).await(10, TimeUnit.SECONDS);
            seen.add(System.nanoTime());
        });
        simulation.run();
        assertThat(seen).containsExactly(5 * SECOND, 5_000L, 15 * SECOND);
        assertThat(simulation.nanoTime()).isEqualTo(12 * SECOND);
    }

    @Test
    void clockGoesOnWhereItWasWhenTheDriftChanges() {
        List<Long> seen = new ArrayList<>();
        LongSupplier clock = host.clock()::nanoTime;
        host.clock().driftPpm(-500_000);
        simulation.runFor(10 * SECOND);
        seen.add(clock.getAsLong());
        host.clock().driftPpm(0);
        simulation.runFor(10 * SECOND);
        seen.add(clock.getAsLong());
        host.crash();
        host.clock().driftPpm(500_000);
        simulation.runFor(10 * SECOND);
        seen.add(clock.getAsLong());
        assertThat(seen).containsExactly(5 * SECOND, 15 * SECOND, 30 * SECOND);
    }

    @Test
    void otherHostsKeepTrueTime() {
        List<Long> seen = new ArrayList<>();
        host.clock().driftPpm(300_000);
        simulation.host("n2").start("main", () -> {
            Thread.sleep(1_000);
            seen.add(System.nanoTime());
        });
        simulation.run();
        assertThat(seen).containsExactly(SECOND);
    }

    @Test
    void tooMuchDriftIsRefused() {
        assertThatThrownBy(() -> host.clock().driftPpm(600_000)).hasMessageContaining("600000 ppm, expected -500000");
    }

    @Property(tries = 300)
    void timerNeverFiresEarlyNorANanosecondLate(
            @ForAll @LongRange(min = -500_000, max = 500_000) long ppm,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long now,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000_000L) long delay) {
        try (Simulation run = Simulation.create(SimulationOptions.seed(1))) {
            HostClock clock = run.host("n1").clock();
            clock.driftPpm(ppm);
            run.runFor(now);
            long start = clock.nanoTime();
            long after = clock.trueDelay(delay);
            run.runFor(after - 1);
            assertThat(clock.nanoTime()).isLessThan(start + delay);
            run.runFor(1);
            assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(start + delay);
        }
    }
}
