package dev.lockstep.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.SimulationOptions.Scheduling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** With scheduling points at accesses, races inside the code are found; without them, only those between waits are. */
class AccessPointsTest {
    private static final int SEEDS = 50;

    private static final List<Supplier<Racy>> RACES = List.of(
            Racy.VolatileCounter::new,
            Racy.Seats::new,
            Racy.DoubleChecked::new,
            Racy.SynchronizedMethods::new,
            Racy.TwoSteps::new,
            Racy.Handle::new);

    /** Whether it came out right, and the path. */
    private record Result(boolean right, long hash) {}

    private static Result run(SimulationOptions options, Racy racy) {
        try (Simulation simulation = Simulation.create(options)) {
            simulation.host("n1").start("a", racy::act);
            simulation.host("n1").start("b", racy::act);
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
            assertThat(simulation.threadStates()).isEmpty();
            return new Result(racy.right(), simulation.trace().hash());
        }
    }

    private static SimulationOptions on(long seed) {
        return SimulationOptions.seed(seed).withPreemptAtAccesses(true);
    }

    private static long wrong(Supplier<Racy> racy, boolean points) {
        long wrong = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulationOptions options = SimulationOptions.seed(seed).withPreemptAtAccesses(points);
            wrong += run(options, racy.get()).right() ? 0 : 1;
        }
        return wrong;
    }

    @TestFactory
    Stream<DynamicTest> everyRaceIsFoundWithThePointsAndNeverWithout() {
        return RACES.stream()
                .map(racy -> DynamicTest.dynamicTest(racy.get().getClass().getSimpleName(), () -> {
                    assertThat(wrong(racy, true)).isBetween(1L, SEEDS - 1L);
                    assertThat(wrong(racy, false)).isZero();
                }));
    }

    @Test
    void whatIsRightStaysRight() {
        assertThat(wrong(Racy.Correct::new, true)).isZero();
    }

    @Test
    void aSeedIsOnePath() {
        for (Supplier<Racy> racy : RACES) {
            List<Result> first = new ArrayList<>();
            List<Result> second = new ArrayList<>();
            for (long seed = 0; seed < SEEDS; seed++) {
                first.add(run(on(seed), racy.get()));
            }
            for (long seed = SEEDS - 1; seed >= 0; seed--) {
                second.addFirst(run(on(seed), racy.get()));
            }
            assertThat(second).isEqualTo(first);
            assertThat(first.stream().map(Result::hash).distinct().count()).isGreaterThan(2);
        }
    }

    /** One thread waits for another on a volatile field, without a word to the scheduler. */
    private static final class Spinning implements Racy {
        private volatile int arrived;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void act() {
            synchronized (this) {
                arrived++;
            }
            while (arrived < 2) {
                assertThat(arrived).isPositive();
            }
        }

        @Override
        public boolean right() {
            return arrived == 2;
        }
    }

    @Test
    void spinningEndsUnderEveryOrder() {
        for (long seed = 0; seed < 10; seed++) {
            for (SimulationOptions options :
                    List.of(on(seed), on(seed).with(Scheduling.FIFO), on(seed).withPct(3, 50))) {
                assertThat(run(options, new Spinning()).right()).isTrue();
            }
        }
    }

    /** Wrong only if the second thread does all it has to do between two reads of the first: one thread held up, a bug of depth 2. */
    private static boolean heldUp(SimulationOptions options) {
        LongRead read = new LongRead();
        try (Simulation simulation = Simulation.create(options)) {
            simulation.host("n1").start("reader", read::read);
            simulation.host("n1").start("writer", read::write);
            simulation.run();
        }
        return read.grown >= LongRead.WRITES;
    }

    /** Two reads, and a writer that takes many steps. */
    private static final class LongRead {
        private static final int WRITES = 16;
        private volatile int value;
        private int grown;

        void read() {
            int before = value;
            grown = value - before;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate")
        void write() {
            for (int i = 0; i < WRITES; i++) {
                value++;
            }
        }
    }

    /** How many schedules it takes to find the bug, at most 1,000. */
    private static int schedules(boolean pct, int from) {
        for (int i = 1; i <= 1_000; i++) {
            SimulationOptions options = on(from + i);
            if (heldUp(pct ? options.withPct(2, 2 * LongRead.WRITES + 4) : options)) {
                return i;
            }
        }
        return 1_001;
    }

    @Test
    void prioritiesFindADeepBugInFewerSchedules() {
        for (int from = 0; from < 5_000; from += 1_000) {
            int random = schedules(false, from);
            int pct = schedules(true, from);
            assertThat(random).as("schedules from %d on in uniform order", from).isGreaterThan(1_000);
            assertThat(pct).as("schedules from %d on by priorities", from).isLessThan(500);
        }
    }
}
