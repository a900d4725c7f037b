package dev.lockstep.core.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.jqwik.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests over seeds, run by a launcher inside the test. */
class SimTestTest {
    private static final List<String> SEEN = new ArrayList<>();
    private static final AtomicBoolean RELEASED = new AtomicBoolean();

    /** The tests that are run; not on their own. */
    static class Samples {
        private int prepared;

        @BeforeEach
        void prepare(Simulation simulation) {
            simulation.host("n1").start("prepared", () -> prepared++);
        }

        @SimTest(seeds = 3, firstSeed = 40, also = 7)
        void runsAfterTheMethod(Simulation simulation) {
            simulation.host("n1").start("main", () -> {
                Thread.sleep(60_000);
                SEEN.add("seed " + simulation.seed() + " at " + System.nanoTime() + " prepared " + prepared);
            });
        }
    }

    static class Failing {
        @SimTest(seeds = 3)
        void failsForOneSeed(Simulation simulation) {
            simulation
                    .host("n1")
                    .start("main", () -> assertThat(simulation.seed()).isNotEqualTo(2));
        }
    }

    static class FailingInTheMethod {
        @SimTest(seeds = 1, firstSeed = 9)
        void failsAfterItsOwnRun(Simulation simulation) {
            simulation.runFor(5);
            assertThat(simulation.nanoTime()).isEqualTo(6);
        }
    }

    static class Aborted {
        @SimTest(seeds = 1)
        void assumesTooMuch(Simulation simulation) {
            Assumptions.abort("not today with seed " + simulation.seed());
        }
    }

    static class Stuck {
        @SimTest(seeds = 1, stepWallMillis = 5)
        void neverEnds(Simulation simulation) {
            simulation.host("n1").start("spinner", () -> {
                while (!RELEASED.get()) {
                    Thread.currentThread().setName("spinner");
                }
            });
        }
    }

    static class Endless {
        @SimTest(seeds = 1, maxSteps = 1_000)
        void ticksForEver(Simulation simulation) {
            simulation.host("n1").start("ticker", () -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.sleep(1);
                }
            });
        }

        @SimTest(seeds = 1, firstSeed = 2, maxSteps = 10_000, forSeconds = 3)
        void ticksForAWhile(Simulation simulation) {
            ticksForEver(simulation);
        }
    }

    /** Display name and outcome of each invocation: empty if it passed, else the message. */
    private static Map<String, String> outcomes(Class<?> tests, String... parameters) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests));
        for (String parameter : parameters) {
            request.configurationParameter(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
        }
        run(request.build(), outcomes);
        return outcomes;
    }

    private static void run(LauncherDiscoveryRequest request, Map<String, String> outcomes) {
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable()
                        .ifPresentOrElse(
                                e -> outcomes.put(test.getDisplayName(), result.getStatus() + " " + e.getMessage()),
                                () -> {
                                    if (test.isTest()) {
                                        outcomes.put(test.getDisplayName(), "");
                                    }
                                });
            }
        });
    }

    @Test
    void oneInvocationASeedEachWithItsOwnSimulation() {
        SEEN.clear();
        assertThat(outcomes(Samples.class))
                .containsExactly(
                        Map.entry("seed 7", ""),
                        Map.entry("seed 40", ""),
                        Map.entry("seed 41", ""),
                        Map.entry("seed 42", ""));
        assertThat(SEEN)
                .containsExactly(
                        "seed 7 at 60000000000 prepared 1",
                        "seed 40 at 60000000000 prepared 1",
                        "seed 41 at 60000000000 prepared 1",
                        "seed 42 at 60000000000 prepared 1");
    }

    @Test
    void failureCarriesTheSeedAndHowToReplayIt() {
        Map<String, String> outcomes = outcomes(Failing.class);
        assertThat(outcomes.get("seed 1")).isEmpty();
        assertThat(outcomes.get("seed 3")).isEmpty();
        assertThat(outcomes.get("seed 2"))
                .startsWith("FAILED seed 2: java.lang.AssertionError: 1 violations, expected none:")
                .contains("on n1/main: uncaught")
                .contains("mvn test -Dtest='Failing#failsForOneSeed' -Dlockstep.seed=2");
        assertThat(outcomes(FailingInTheMethod.class).get("seed 9")).contains("expected: 6L", "-Dlockstep.seed=9");
    }

    @Test
    void propertiesChooseTheSeeds() {
        assertThat(outcomes(Failing.class, "lockstep.seed=2")).containsOnlyKeys("seed 2");
        assertThat(outcomes(Failing.class, "lockstep.seeds=2", "lockstep.firstSeed=-1"))
                .containsOnlyKeys("seed -1", "seed 0");
        assertThat(outcomes(Failing.class, "lockstep.seed=two").values())
                .singleElement()
                .asString()
                .contains("lockstep.seed is \"two\", expected a whole number");
    }

    @Test
    void everyRunReportsTheHashOfItsTrace() {
        List<String> hashes = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Samples.class))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                String hash = entry.getKeyValuePairs().getOrDefault("traceHash", "none");
                hashes.add(test.getDisplayName() + " " + hash.matches("[0-9a-f]{16}"));
            }
        });
        assertThat(hashes).containsExactly("seed 7 true", "seed 40 true", "seed 41 true", "seed 42 true");
    }

    @Test
    void assumptionsAbort() {
        assertThat(outcomes(Aborted.class)).containsEntry("seed 1", "ABORTED not today with seed 1");
    }

    @Test
    void stepWithoutEndFailsTheTestAndDoesNotHang() {
        RELEASED.set(false);
        assertThat(outcomes(Stuck.class).get("seed 1")).contains("n1/spinner, has taken", "-Dlockstep.seed=1");
        RELEASED.set(true);
    }

    @Test
    void runWithoutEndIsGivenUpUnlessATimeIsSet() {
        Map<String, String> outcomes = outcomes(Endless.class);
        assertThat(outcomes.get("seed 1")).contains("used up its budget of 1000 steps");
        assertThat(outcomes.get("seed 2")).isEmpty();
    }

    @Property(tries = 20)
    void seedsAreArguments(@ForAll Seed seed) {
        try (Simulation simulation = Simulation.create(seed.options())) {
            assertThat(simulation.seed()).isEqualTo(seed.value());
        }
    }
}
