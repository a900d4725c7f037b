package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.core.SimulationOptions.Scheduling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The order of runnable threads: first in first out, random, by priorities that change, or as recorded. */
@SuppressWarnings({"ThreadPriorityCheck", "LockNotBeforeTry"}) // yields are the scheduling points that are tested
class SchedulingTest {
    private static final int WORKERS = 4;
    private static final int ROUNDS = 6;

    /** Who ran when, under these options and choices. */
    private static String order(SimulationOptions options, Choices choices) {
        StringBuilder order = new StringBuilder();
        try (Simulation simulation = Simulation.create(options, choices)) {
            for (int i = 0; i < WORKERS; i++) {
                String name = Integer.toString(i);
                simulation.host("n1").start(name, () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        order.append(name);
                        Thread.yield();
                    }
                });
            }
            simulation.run();
            assertThat(order).hasSize(WORKERS * ROUNDS);
            return order + " " + simulation.trace().hashText();
        }
    }

    private static String order(SimulationOptions options) {
        return order(options, Choices.seeded(options.seed()));
    }

    @Test
    void fifoTakesTurns() {
        assertThat(order(SimulationOptions.seed(1).with(Scheduling.FIFO))).startsWith("012301230123");
    }

    @Test
    void recordedRunIsReplayedFromAnotherSource() {
        SimulationOptions options = SimulationOptions.seed(5);
        Recording recording = new Recording();
        String recorded = order(options, Choices.recording(Choices.seeded(5), recording));
        assertThat(recorded).isEqualTo(order(options));
        assertThat(recording.names()).containsExactly("schedule");
        Recording read = Recording.parse(recording.toString());
        assertThat(order(options, Choices.replaying(read, Choices.seeded(99)))).isEqualTo(recorded);
        assertThat(order(options, Choices.seeded(99))).isNotEqualTo(recorded);
    }

    @Test
    void cutRecordingGoesOnAsTheSeedWould() {
        SimulationOptions options = SimulationOptions.seed(6);
        Recording recording = new Recording();
        String recorded = order(options, Choices.recording(Choices.seeded(6), recording));
        long[] all = recording.choices("schedule");
        Recording half = recording.with("schedule", Arrays.copyOf(all, all.length / 2));
        assertThat(order(options, Choices.replaying(half, Choices.seeded(6)))).isEqualTo(recorded);
        Recording zeros = new Recording().with("schedule", new long[WORKERS * (ROUNDS + 1)]);
        assertThat(order(options, Choices.replaying(zeros, Choices.seeded(6)))).startsWith("012301230123");
    }

    @Test
    void everyKindOfDrawIsReplayed() {
        Recording recording = new Recording();
        List<Object> drawn = draws(Choices.recording(Choices.seeded(3), recording));
        assertThat(drawn).isEqualTo(draws(Choices.seeded(3)));
        assertThat(recording.names()).containsExactly("a", "a/b");
        assertThat(draws(Choices.replaying(recording, Choices.seeded(4)))).isEqualTo(drawn);
        assertThat(recording.only(n -> n.equals("a/b")).names()).containsExactly("a/b");
    }

    private static List<Object> draws(Choices root) {
        Choices choices = root.fork("a");
        Choices fork = choices.fork("b");
        List<Object> drawn = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            drawn.add(choices.bits());
            drawn.add(choices.below(10));
            drawn.add(choices.between(-5, 5));
            drawn.add(choices.unit());
            drawn.add(choices.chance(0.5));
            drawn.add(choices.oneOf(List.of("x", "y", "z")));
            drawn.add(fork.below(100));
        }
        return drawn;
    }

    @Test
    void recordingOfNonsenseIsRefused() {
        assertThatThrownBy(() -> Recording.parse("schedule 1 2 3")).hasMessageContaining("expected a stream, a tab");
        assertThatThrownBy(() -> new Recording().with("a\nb", 1)).hasMessageContaining("without control characters");
    }

    /** The update is lost only if one thread is held up over forty steps of another: uniform draws hardly ever do that. */
    private static boolean lostUpdateFound(SimulationOptions options) {
        int[] value = {0};
        boolean[] lost = {false};
        try (Simulation simulation = Simulation.create(options)) {
            simulation.host("n1").start("slow", () -> {
                int read = value[0];
                Thread.startVirtualThread(() -> {}).join();
                lost[0] = value[0] - read > 30;
            });
            simulation.host("n1").start("busy", () -> {
                for (int i = 0; i < 40; i++) {
                    value[0]++;
                    Thread.startVirtualThread(() -> {}).join();
                }
            });
            simulation.run();
        }
        return lost[0];
    }

    private static long found(Scheduling scheduling) {
        long found = 0;
        for (long seed = 0; seed < 200; seed++) {
            SimulationOptions options = SimulationOptions.seed(seed);
            if (lostUpdateFound(scheduling == Scheduling.PCT ? options.withPct(2, 100) : options.with(scheduling))) {
                found++;
            }
        }
        return found;
    }

    @Test
    void prioritiesFindWhatUniformDrawsDoNot() {
        assertThat(found(Scheduling.RANDOM)).isZero();
        assertThat(found(Scheduling.PCT)).isGreaterThan(4);
    }

    @Test
    void prioritiesAreAFunctionOfTheSeed() {
        SimulationOptions options = SimulationOptions.seed(11).withPct(3, 30);
        assertThat(order(options)).isEqualTo(order(options));
        assertThat(order(options)).isNotEqualTo(order(SimulationOptions.seed(12).withPct(3, 30)));
    }

    /** Check, then act, each under the lock, but not both under one: wrong, and right whenever nobody comes between. */
    private static int counted(SimulationOptions options) {
        ReentrantLock lock = new ReentrantLock();
        int[] count = {0};
        try (Simulation simulation = Simulation.create(options)) {
            for (int i = 0; i < 2; i++) {
                simulation.host("n1").start("t" + i, () -> {
                    lock.lock();
                    int read = count[0];
                    lock.unlock();
                    lock.lock();
                    count[0] = read + 1;
                    lock.unlock();
                });
            }
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
        }
        return count[0];
    }

    @Test
    void freeLocksAreSchedulingPointsOnRequest() {
        long lost = 0;
        for (long seed = 0; seed < 50; seed++) {
            SimulationOptions options = SimulationOptions.seed(seed);
            assertThat(counted(options)).isEqualTo(2);
            int count = counted(options.withPreemptAtLocks(true));
            assertThat(counted(options.withPreemptAtLocks(true))).isEqualTo(count);
            lost += 2 - count;
        }
        assertThat(lost).isBetween(1L, 49L);
    }
}
