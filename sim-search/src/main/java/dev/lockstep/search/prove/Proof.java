package dev.lockstep.search.prove;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Enumeration;
import dev.lockstep.core.Recording;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.Defects;
import dev.lockstep.search.engine.Recipe;
import dev.lockstep.search.engine.SeedRunner;
import dev.lockstep.search.explore.Finding;
import dev.lockstep.search.explore.Keeper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs every point of a scenario's bounded space, one after the other. A failure is run again from its seed, plan and recorded choices:
 * if the trace differs, that is the failure. Used by one thread.
 */
public final class Proof {
    private final ProofOptions options;
    private final Recipe recipe;
    private final Builds builds;
    private final Keeper keeper;
    private final Consumer<Finding> found;
    private final Map<String, Integer> saved = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, ProofResult.Worst> worst = new HashMap<>();
    private final long start = System.nanoTime();
    private long runs;
    private int decisions;
    private long failed;
    private long virtualNanos;
    private long events;

    /**
     * A proof that has not begun.
     *
     * @param found told of each failure that is saved, or could not be
     * @throws dev.lockstep.search.BadInputException if a profile, a defect or a build does not exist
     */
    public Proof(Catalog catalog, ProofOptions options, Consumer<Finding> found) {
        this.options = options;
        this.found = found;
        this.builds = new Builds(options.isolated());
        this.keeper = new Keeper(catalog, options.profile(), options.defects(), options.save(), "lockstep prove");
        List<Defect> extra = options.defects().stream()
                .map(d -> Defects.find(catalog, options.scenario(), d, Path.of("")))
                .toList();
        this.recipe = catalog.recipe(options.scenario(), options.profile(), extra);
        builds.of(recipe);
    }

    /**
     * Runs all points, or as many as the limit allows.
     *
     * @throws dev.lockstep.core.SimulationException if a run does not repeat the decisions of the one before it
     */
    public ProofResult run() {
        Enumeration space = new Enumeration(options.streams(), options.depth(), options.values());
        boolean more = space.advance();
        while (more && runs < options.limit()) {
            point(space);
            more = space.advance();
        }
        return new ProofResult(
                options.scenario().name(),
                runs,
                !more,
                decisions,
                failed,
                findings,
                worst,
                System.nanoTime() - start,
                virtualNanos,
                events);
    }

    private void point(Enumeration space) {
        Outcome outcome = SeedRunner.runBounded(
                options.scenario(), options.seed(), space.choices(Choices.seeded(options.seed())), builds.of(recipe));
        decisions = Math.max(decisions, space.decisions());
        Recording choices = space.recording().only(name -> !name.equals("plan") && !name.startsWith("plan/"));
        if (!outcome.passed()) {
            failed(confirmed(outcome, choices), choices);
        }
        long run = runs++;
        virtualNanos += outcome.virtualNanos();
        events += outcome.events();
        outcome.metrics()
                .forEach((name, value) ->
                        worst.merge(name, new ProofResult.Worst(value, run), (a, b) -> b.value() > a.value() ? b : a));
    }

    private Outcome confirmed(Outcome first, Recording choices) {
        if (first.events() == 0) {
            return first; // there was no plan to run
        }
        Choices root = Choices.replaying(choices, Choices.seeded(options.seed()));
        Outcome second =
                SeedRunner.run(options.scenario(), options.seed(), root, first.plan(), builds.of(recipe), null);
        return second.traceHash().equals(first.traceHash())
                ? first
                : first.failedWith(
                        Outcome.DETERMINISM,
                        "two runs of one plan took different paths: " + first.traceHash() + " after "
                                + first.events() + " events, " + second.traceHash() + " after " + second.events()
                                + "; the first failed: " + first.message());
    }

    private void failed(Outcome outcome, Recording choices) {
        failed++;
        if (saved.merge(outcome.property(), 1, Integer::sum) <= options.saved()) {
            Finding finding = keeper.keep(options.scenario(), outcome, choices, options.seed() + "-" + runs);
            findings.add(finding);
            found.accept(finding);
        }
    }
}
