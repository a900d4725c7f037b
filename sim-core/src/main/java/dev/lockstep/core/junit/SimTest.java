package dev.lockstep.core.junit;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions.Scheduling;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds, each time with a {@link Simulation} of its own as parameter. The method sets up
 * hosts and threads and may run the simulation; if it does not, the simulation runs after it. The test fails if the method
 * throws or anything in the simulation is a violation. Set-up methods get the same simulation. Each run publishes a report entry {@code traceHash}: the
 * hash of its trace, 16 hexadecimal digits.
 *
 * <p>The system property (or JUnit configuration parameter) {@code lockstep.seed} replays exactly one seed;
 * {@code lockstep.seeds} and {@code lockstep.firstSeed} take the place of the annotation's values.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SimTestExtension.class)
public @interface SimTest {
    /** How many seeds, 1 to 2^31 - 1. */
    int seeds() default 10;

    /** The first of consecutive seeds. */
    long firstSeed() default 1;

    /** Seeds that run before the others: those that failed once and must never again. */
    long[] also() default {};

    /** The order of runnable threads. */
    Scheduling scheduling() default Scheduling.RANDOM;

    /** Ordering constraints {@link Scheduling#PCT} aims at, 1 to 1,000. */
    int pctDepth() default 3;

    /** Thread steps a run is expected to take, 1 to 2^62, for {@link Scheduling#PCT}. */
    long pctSteps() default 10_000;

    /** Thread steps and engine events before a run is given up, 1 to 2^62. */
    long maxSteps() default 200_000_000;

    /** Real time one step may take, ms, 0 to 2^31 - 1; 0: no limit. */
    int stepWallMillis() default 30_000;

    /** Virtual time the simulation runs for after the method, s, 0 to 2^33; 0: until nothing is left to run. */
    long forSeconds() default 0;
}
