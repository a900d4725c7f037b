package dev.lockstep.search.bench;

import dev.lockstep.search.Build;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.SeedRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How fast the seeds of a scenario run on the base build.
 *
 * @param scenario its name
 * @param seeds run in each round
 * @param failures among all runs
 * @param pace medians over the rounds
 */
public record ScenarioPace(String scenario, int seeds, long failures, Pace pace) {
    private record Round(Pace pace, long failures) {}

    /** Measures one after a round of warming up, on the calling thread. */
    public static ScenarioPace of(Catalog catalog, Scenario scenario, int seeds, int rounds) {
        Build build = new Builds().of(catalog.recipe(scenario, Profile.BASE, List.of()));
        round(scenario, build, seeds);
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(round(scenario, build, seeds));
        }
        Pace pace =
                new Pace(median(all, Pace::schedules), median(all, Pace::events), median(all, Pace::virtualSeconds));
        return new ScenarioPace(
                scenario.name(), seeds, all.stream().mapToLong(Round::failures).sum(), pace);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Pace> figure) {
        return Spread.of(
                        rounds.stream().map(r -> figure.applyAsDouble(r.pace())).toList())
                .median();
    }

    /** The same seeds each time: rounds differ in nothing but the machine's mood. */
    private static Round round(Scenario scenario, Build build, int seeds) {
        long events = 0;
        long virtual = 0;
        long failures = 0;
        long start = System.nanoTime();
        for (int seed = 1; seed <= seeds; seed++) {
            Outcome outcome = SeedRunner.run(scenario, seed, build);
            events += outcome.events();
            virtual += outcome.virtualNanos();
            failures += outcome.passed() ? 0 : 1;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(new Pace(seeds / seconds, events / seconds, virtual / 1e9 / seconds), failures);
    }
}
