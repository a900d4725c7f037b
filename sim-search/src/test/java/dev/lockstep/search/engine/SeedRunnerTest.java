package dev.lockstep.search.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.search.Action;
import dev.lockstep.search.Build;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.toy.ToyScenario;
import dev.lockstep.search.toy.ToySubject;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedRunnerTest {
    private final Scenario toy = new ToyScenario();
    private final Build base = build("base");

    private static Build build(String profile) {
        Catalog catalog = Catalog.load(SeedRunnerTest.class.getClassLoader());
        return new Builds().of(catalog.recipe(catalog.scenario("toy"), profile, List.of()));
    }

    private static Plan plan(String... kinds) {
        return new Plan(
                Map.of("numbers", 5L),
                List.of(kinds).stream()
                        .map(k -> new Action(20_000_000, 0, k, ""))
                        .toList());
    }

    @Test
    void aSeedIsItsTrace() {
        Set<String> hashes = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Outcome first = SeedRunner.run(toy, seed, base);
            Outcome second = SeedRunner.run(toy, seed, build("base"));
            Outcome planned = SeedRunner.run(toy, seed, first.plan(), base, null);

            assertThat(first.property()).as(first.message()).isEmpty();
            assertThat(second.traceHash()).isEqualTo(first.traceHash());
            assertThat(planned.traceHash()).isEqualTo(first.traceHash());
            assertThat(planned.metrics()).isEqualTo(first.metrics()).containsKey("retries");
            hashes.add(first.traceHash());
        }
        assertThat(hashes).hasSize(20);
    }

    @Test
    void seedsRunSideBySideOnBuildsOfTheirOwn() throws InterruptedException {
        Map<Long, String> alone = new ConcurrentHashMap<>();
        for (long seed = 0; seed < 30; seed++) {
            alone.put(seed, SeedRunner.run(toy, seed, base).traceHash());
        }
        Set<String> wrong = ConcurrentHashMap.newKeySet();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> Thread.ofPlatform().start(() -> {
                    Build own = build("base");
                    alone.forEach((seed, hash) -> {
                        if (!SeedRunner.run(toy, seed, own).traceHash().equals(hash)) {
                            wrong.add(t + ":" + seed);
                        }
                    });
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "die, no-uncaught-exception, killed",
        "spin, step-budget, budget of 100000 steps",
        "throw, scenario, IllegalStateException: thrown / by the scenario",
        "clock, '', ''",
    })
    void everyWayToGoWrongIsAFailure(String kind, String property, String message) {
        Outcome outcome = SeedRunner.run(toy, 1, plan(kind), base, null);

        assertThat(outcome.property()).isEqualTo(property);
        assertThat(outcome.message()).contains(message).doesNotContain("\n");
        if (!property.isEmpty()) {
            assertThat(outcome.failedAtNanos()).isBetween(20_000_000L, 21_000_000L);
        }
        assertThat(SeedRunner.run(toy, 1, plan(), base, null).passed()).isTrue();
    }

    @Test
    void theFirstFailureIsTheVerdict() {
        Outcome outcome = SeedRunner.run(
                scripted(run -> {
                    run.simulation().runFor(5);
                    run.fail("all-delivered", "first");
                    run.simulation().runFor(5);
                    run.fail("in-time", "second");
                    throw new IllegalStateException("third");
                }),
                1,
                plan(),
                base,
                null);

        assertThat(outcome.property()).isEqualTo("all-delivered");
        assertThat(outcome.message()).isEqualTo("first");
        assertThat(outcome.failedAtNanos()).isEqualTo(5);
        assertThat(outcome.virtualNanos()).isEqualTo(10);
    }

    @Test
    void mistakesOfAScenarioAreRefused() {
        Outcome outcome = SeedRunner.run(
                scripted(run -> {
                    assertThatThrownBy(() -> run.fail("nothing", "m"))
                            .hasMessageContaining("property nothing is not one of");
                    assertThatThrownBy(() -> run.choices("plan")).hasMessageContaining("stream plan is taken");
                    assertThatThrownBy(() -> run.metric("m", -1)).hasMessageContaining("metric m is -1");
                }),
                1,
                plan(),
                base,
                null);

        assertThat(outcome.message()).isEmpty();
    }

    @Test
    void aSimulatedRunSeesItsBuildAsContextLoader() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader[] seen = new ClassLoader[2];
        Outcome outcome = SeedRunner.run(
                scripted(run -> {
                    seen[0] = Thread.currentThread().getContextClassLoader();
                    run.simulation()
                            .host("a")
                            .start("t", () -> seen[1] = Thread.currentThread().getContextClassLoader());
                    run.simulation().runFor(1);
                }),
                1,
                plan(),
                base,
                null);

        assertThat(outcome.passed()).isTrue();
        assertThat(seen).containsOnly(base.loader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    /** What a scenario does in its run. */
    private interface Body {
        void run(Run run) throws Exception;
    }

    private static Scenario scripted(Body body) {
        ToyScenario toy = new ToyScenario();
        return (Scenario) Proxy.newProxyInstance(
                Scenario.class.getClassLoader(), new Class<?>[] {Scenario.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("run")) {
                        body.run((Run) arguments[0]);
                        return null;
                    }
                    return method.invoke(toy, arguments);
                });
    }

    @Test
    void profilesCarryTheirConfiguration() {
        assertThat(new ToySubject().profiles()).extracting(Profile::name).containsExactly("base", "hasty");
        assertThat(build("hasty").config()).containsEntry("mode", "hasty");
        assertThat(build("hasty").defects()).containsExactly("gives-up");
    }
}
