package dev.lockstep.search.determinism;

import dev.lockstep.core.agent.SelfAttach;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.ClassPath;
import dev.lockstep.search.engine.Defects;
import dev.lockstep.search.engine.Recipe;
import dev.lockstep.search.engine.SeedRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Main class of a child JVM: runs seeds and writes down what path they took. */
public final class TraceChild {
    private TraceChild() {}

    /** The only argument is a {@link ChildTask} as JSON. */
    public static void main(String[] arguments) throws IOException {
        SelfAttach.install();
        ChildTask task = ChildTask.parse(arguments[0]);
        Catalog catalog = Catalog.load(ClassPath.loader(task.classPath()));
        Scenario scenario = catalog.scenario(task.scenario());
        List<Defect> extra = task.defects().stream()
                .map(d -> Defects.find(catalog, scenario, d, Path.of("")))
                .toList();
        Recipe recipe = catalog.recipe(scenario, task.profile(), extra);
        Builds builds = new Builds(task.isolated());
        try (PrintWriter hashes = new PrintWriter(Files.newBufferedWriter(Path.of(task.hashes())))) {
            for (int i = 0; i < task.seeds().size(); i++) {
                Outcome outcome = i == task.recorded()
                        ? recorded(task, scenario, builds, recipe)
                        : SeedRunner.run(scenario, task.seeds().get(i), builds.of(recipe));
                hashes.println(outcome.seed() + " " + outcome.traceHash() + " " + outcome.events());
            }
        }
        // Threads that the system under test left behind must not keep the child alive.
        System.exit(0);
    }

    private static Outcome recorded(ChildTask task, Scenario scenario, Builds builds, Recipe recipe)
            throws IOException {
        long seed = task.seeds().get(task.recorded());
        try (StepRecorder recorder = new StepRecorder(Path.of(task.output()), task.stackAt())) {
            return SeedRunner.run(scenario, seed, null, builds.of(recipe), recorder);
        }
    }
}
