package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clocks and randomness by reflection and method handles are the host's on simulated threads and the JVM's elsewhere. */
class ReflectiveClockTest {
    private static final long PAUSE_MILLIS = 1_234;

    /** Reads one clock in one way. */
    private interface Way {
        long read() throws Throwable;
    }

    private static Method method(Class<?> type, String name) throws ReflectiveOperationException {
        return type.getMethod(name);
    }

    private static final MethodType LONG = MethodType.methodType(long.class);

    private static final List<Way> MILLIS = List.of(
            () -> (long) method(System.class, "currentTimeMillis").invoke(null),
            () -> (long) MethodHandles.lookup()
                    .findStatic(System.class, "currentTimeMillis", LONG)
                    .invokeExact(),
            () -> (long) MethodHandles.publicLookup()
                    .unreflect(method(System.class, "currentTimeMillis"))
                    .invoke(),
            () -> (long) method(System.class, "nanoTime").invoke(null, new Object[0]) / 1_000_000,
            () -> (long) MethodHandles.lookup()
                            .findStatic(System.class, "nanoTime", LONG)
                            .invokeExact()
                    / 1_000_000);

    /** How far each clock moves over a sleep. */
    private static List<Long> passed(long pause) throws Throwable {
        List<Long> passed = new ArrayList<>();
        for (Way way : MILLIS) {
            long before = way.read();
            Thread.sleep(pause);
            passed.add(way.read() - before);
        }
        return passed;
    }

    private static List<Object> inSimulation(long seed, Way way) {
        List<Object> results = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            simulation.host("n1").start("t", () -> {
                try {
                    results.add(way.read());
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
            });
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
        }
        return results;
    }

    @Test
    void clocksStandInVirtualTime() {
        List<Long> passed = new ArrayList<>();
        inSimulation(1, () -> {
            passed.addAll(passed(PAUSE_MILLIS));
            return 0;
        });
        assertThat(passed).hasSameSizeAs(MILLIS).containsOnly(PAUSE_MILLIS);
    }

    @Test
    void randomnessIsTheSeeds() throws Throwable {
        Way reflective = () ->
                Double.doubleToLongBits((double) method(Math.class, "random").invoke(null));
        Way handle = () -> Double.doubleToLongBits((double) MethodHandles.lookup()
                .findStatic(StrictMath.class, "random", MethodType.methodType(double.class))
                .invokeExact());
        for (Way way : List.of(reflective, handle)) {
            assertThat(inSimulation(1, way)).isEqualTo(inSimulation(1, way)).isNotEqualTo(inSimulation(2, way));
            assertThat(way.read()).isNotEqualTo(way.read());
        }
    }

    @Test
    void otherThreadsReadTheRealClock() throws Throwable {
        for (Way way : MILLIS) {
            assertThat(way.read()).isPositive();
        }
        long before = System.currentTimeMillis();
        assertThat(MILLIS.getFirst().read()).isBetween(before, before + 60_000);
    }

    @Test
    void errorsAreTheJdks() throws Exception {
        Method clock = method(System.class, "nanoTime");
        assertThatThrownBy(() -> clock.invoke(null, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        MethodHandles.lookup().findStatic(System.class, "nanoTime", MethodType.methodType(int.class)))
                .isInstanceOf(NoSuchMethodException.class);
    }
}
