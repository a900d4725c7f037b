package dev.lockstep.search.explore;

import dev.lockstep.core.SimulationException;
import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.Defects;
import dev.lockstep.search.engine.Recipe;
import dev.lockstep.search.engine.SeedRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs one seed after the other, the scenarios in turn, on one or more threads that each have builds of their own. Every failure,
 * and every 64th run that passes, is run a second time: if the traces differ, that is the failure.
 */
public final class Search {
    private static final long REPEATED = 64;

    private final SearchOptions options;
    private final Observer observer;
    private final Object warmUp = new Object();
    private final Keeper keeper;
    private final Map<Scenario, Recipe> recipes = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final AtomicLong tickets = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final long start = System.nanoTime();
    private volatile boolean stopped;

    /** Sees what a search does. Called on its threads, one call at a time. */
    public interface Observer {
        /** A seed was run. */
        default void ran(Tally soFar) {}

        /** How that run ended. */
        default void ended(String scenario, Outcome outcome) {}

        /** A failure was found, and saved if there are not yet enough of its kind. */
        default void found(Finding finding) {}
    }

    /**
     * A search that has not begun.
     *
     * @throws dev.lockstep.search.BadInputException if a profile, a defect or a build does not exist
     */
    public Search(Catalog catalog, SearchOptions options, Observer observer) {
        this.options = options;
        this.observer = observer;
        this.keeper = new Keeper(catalog, options.profile(), options.defects(), options.save(), "lockstep search");
        Builds trial = new Builds();
        for (Scenario scenario : options.scenarios()) {
            List<Defect> extra = options.defects().stream()
                    .map(d -> Defects.find(catalog, scenario, d, Path.of("")))
                    .toList();
            Recipe recipe = catalog.recipe(scenario, options.profile(), extra);
            trial.of(recipe);
            recipes.put(scenario, recipe);
        }
    }

    /** Searches until the seeds or the time are used up, or until {@link #stop}. */
    public Summary run() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < options.jobs(); i++) {
            workers.add(Thread.ofPlatform().name("search-" + i).start(this::work));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        Throwable error = broken.get();
        if (error instanceof SimulationException e) {
            throw e; // this JVM cannot simulate
        }
        if (error != null) {
            throw new IllegalStateException("the search broke off: " + error, error);
        }
        return tally.summary();
    }

    /** Makes {@link #run} return after the runs that are under way. May be called on any thread. */
    public void stop() {
        stopped = true;
    }

    /** What was done so far. */
    public Summary summary() {
        return tally.summary();
    }

    private void work() {
        Builds builds = new Builds(options.isolated());
        try {
            warmUp(builds);
            for (long ticket = next(); ticket >= 0; ticket = next()) {
                seed(builds, ticket);
            }
        } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
            stop();
        }
    }

    /**
     * With several jobs, each first runs every scenario once, alone and for nothing: classes are loaded under locks that all threads of
     * the JVM share, and who waits for whom there is no matter of the seed.
     */
    private void warmUp(Builds builds) {
        if (options.jobs() == 1) {
            return;
        }
        synchronized (warmUp) {
            recipes.forEach((scenario, recipe) -> SeedRunner.run(scenario, options.from(), builds.of(recipe)));
        }
    }

    /** The number of the next run, or -1 when there is none. */
    private long next() {
        if (stopped || System.nanoTime() - start >= options.forNanos()) {
            return -1;
        }
        long ticket = tickets.getAndIncrement();
        return ticket < options.runs() ? ticket : -1;
    }

    private void seed(Builds builds, long ticket) {
        int count = options.scenarios().size();
        Scenario scenario = options.scenarios().get((int) (ticket % count));
        Recipe recipe = Objects.requireNonNull(recipes.get(scenario));
        Outcome outcome = SeedRunner.run(scenario, options.from() + ticket / count, builds.of(recipe));
        if (!outcome.passed() || ticket % REPEATED == REPEATED - 1) {
            outcome = confirmed(scenario, builds.of(recipe), outcome);
        }
        told(scenario, outcome);
    }

    private static Outcome confirmed(Scenario scenario, Build build, Outcome first) {
        Outcome second = SeedRunner.run(scenario, first.seed(), build);
        return second.traceHash().equals(first.traceHash())
                ? first
                : first.failedWith(
                        Outcome.DETERMINISM,
                        "two runs of the seed took different paths: " + first.traceHash() + " after " + first.events()
                                + " events, " + second.traceHash() + " after " + second.events()
                                + (first.passed() ? "" : "; the first failed: " + first.message()));
    }

    private synchronized void told(Scenario scenario, Outcome outcome) {
        tally.add(scenario.name(), outcome);
        observer.ended(scenario.name(), outcome);
        if (!outcome.passed()) {
            Finding finding = tally.takes(scenario.name(), outcome, options.saved())
                    ? keeper.keep(scenario, outcome)
                    : new Finding(scenario.name(), outcome, null, "");
            tally.add(finding);
            observer.found(finding);
        }
        observer.ran(tally);
    }
}
