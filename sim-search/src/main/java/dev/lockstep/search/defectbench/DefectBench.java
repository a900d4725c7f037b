package dev.lockstep.search.defectbench;

import dev.lockstep.core.Checkpoints;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.Names;
import dev.lockstep.search.engine.Recipe;
import dev.lockstep.search.engine.SeedRunner;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.seed.Expect;
import dev.lockstep.search.seed.SeedFile;
import dev.lockstep.search.seed.SeedWriter;
import dev.lockstep.search.shrink.Shrinker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches for each defect, added to the right system, until a promise breaks: the scenarios in turn, from fresh seeds at each attempt.
 * A seed that breaks a promise of the right system too has not found the defect: it is kept apart, and the search goes on. Used by one
 * thread, which becomes the carrier.
 */
public final class DefectBench {
    private final Catalog catalog;
    private final BenchOptions options;
    private long nextSeed;

    /** A bench that has not begun. */
    public DefectBench(Catalog catalog, BenchOptions options) {
        this.catalog = catalog;
        this.options = options;
        this.nextSeed = options.from();
    }

    /**
     * Benches every defect.
     *
     * @param done told of each row as it is finished
     * @throws dev.lockstep.search.BadInputException if there is no defect of an id
     */
    public void run(Consumer<Row> done) throws IOException {
        for (Defect defect : chosen()) {
            done.accept(bench(defect));
        }
    }

    private List<Defect> chosen() {
        List<Defect> all =
                catalog.subjects().stream().flatMap(s -> s.defects().stream()).toList();
        List<String> known = all.stream().map(Defect::id).toList();
        for (String id : options.defects()) {
            if (!known.contains(id)) {
                throw Names.unknown("defect", id, known);
            }
        }
        return options.defects().isEmpty()
                ? all
                : all.stream().filter(d -> options.defects().contains(d.id())).toList();
    }

    private Row bench(Defect defect) throws IOException {
        List<Scenario> scenarios = catalog.scenarios().stream()
                .filter(s -> catalog.subject(s).defects().contains(defect))
                .toList();
        Builds builds = new Builds();
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < options.repeats(); i++) {
            attempts.add(attempt(scenarios, defect, builds));
        }
        return new Row(defect, attempts, shrink(defect, attempts, builds));
    }

    private Attempt attempt(List<Scenario> scenarios, Defect defect, Builds builds) throws IOException {
        long start = System.nanoTime();
        List<Alarm> alarms = new ArrayList<>();
        for (long schedule = 0; schedule < options.budget(); schedule++) {
            Scenario scenario = scenarios.get((int) (schedule % scenarios.size()));
            Outcome outcome = run(scenario, nextSeed++, List.of(defect), builds);
            if (outcome.passed()) {
                continue;
            }
            Outcome right = run(scenario, outcome.seed(), List.of(), builds);
            if (right.passed()) {
                return new Attempt(schedule + 1, System.nanoTime() - start, scenario, outcome, alarms);
            }
            alarms.add(new Alarm(scenario, right));
            save(seed(List.of(), scenario, right, ""), "base-" + scenario.name() + "-" + right.seed());
        }
        return new Attempt(options.budget(), System.nanoTime() - start, null, null, alarms);
    }

    private Outcome run(Scenario scenario, long seed, List<Defect> defects, Builds builds) {
        return SeedRunner.run(ordered(scenario), seed, builds.of(recipe(scenario, defects)));
    }

    private Scenario ordered(Scenario scenario) {
        return options.strategy() == null ? scenario : new WithStrategy(scenario, options.strategy());
    }

    private Recipe recipe(Scenario scenario, List<Defect> defects) {
        return catalog.recipe(scenario, Profile.BASE, defects);
    }

    /** The number of actions in the smallest plan, or -1. */
    private int shrink(Defect defect, List<Attempt> attempts, Builds builds) throws IOException {
        Attempt smallest = smallest(attempts);
        if (smallest == null || smallest.failure() == null || smallest.scenario() == null) {
            return -1;
        }
        Outcome best = smallest.failure();
        if (options.shrinkRuns() > 0) {
            Scenario scenario = ordered(smallest.scenario());
            LoadedSeed loaded = new LoadedSeed(
                    Path.of(defect.id() + ".json"),
                    seed(List.of(defect), scenario, best, ""),
                    scenario,
                    recipe(scenario, List.of(defect)),
                    true);
            best = Shrinker.shrink(loaded, best, builds, options.shrinkRuns(), o -> {})
                    .best();
        }
        save(seed(List.of(defect), smallest.scenario(), best, defect.title() + ": "), defect.id());
        return best.plan().actions().size();
    }

    private static @Nullable Attempt smallest(List<Attempt> attempts) {
        Attempt smallest = null;
        for (Attempt attempt : attempts) {
            if (attempt.failure() != null
                    && (smallest == null
                            || smallest.failure() == null
                            || attempt.failure().plan().actions().size()
                                    < smallest.failure().plan().actions().size())) {
                smallest = attempt;
            }
        }
        return smallest;
    }

    private void save(SeedFile seed, String name) throws IOException {
        if (options.save() != null) {
            SeedWriter.write(seed, options.save().resolve(name + ".json"));
        }
    }

    /** Without a trace hash: the file is to show the failure for as long as the defect applies, on whatever path. */
    private static SeedFile seed(List<Defect> defects, Scenario scenario, Outcome outcome, String title) {
        return new SeedFile(
                scenario.name(),
                Profile.BASE,
                defects.stream().map(Defect::id).toList(),
                outcome.seed(),
                outcome.plan(),
                Map.of(),
                Expect.of(outcome),
                "",
                Checkpoints.NONE,
                "",
                "lockstep bench --defects",
                title + outcome.message());
    }
}
