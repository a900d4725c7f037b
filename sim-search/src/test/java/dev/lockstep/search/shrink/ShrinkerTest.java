package dev.lockstep.search.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Checkpoints;
import dev.lockstep.search.Action;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.Replay;
import dev.lockstep.search.seed.Expect;
import dev.lockstep.search.seed.SeedFile;
import dev.lockstep.search.seed.SeedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path directory;

    private final Builds builds = new Builds();
    private final List<Outcome> steps = new ArrayList<>();
    private LoadedSeed loaded;
    private Outcome first;

    /** Twenty cuts, two of them a retry apart. */
    @BeforeEach
    void longPlan() throws IOException {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            actions.add(new Action((1_000 + i * 250) * MILLI, 30 * MILLI, "cut", "a->b"));
        }
        actions.add(new Action(2_095 * MILLI, 40 * MILLI, "cut", "a->b"));
        Plan plan = new Plan(Map.of("numbers", 300L), actions);
        SeedFile seed = new SeedFile(
                "toy",
                "hasty",
                List.of(),
                3,
                plan,
                Map.of(),
                new Expect("fail", "all-delivered", null),
                "",
                Checkpoints.NONE,
                "",
                "",
                "");
        Path file = directory.resolve("seed.json");
        SeedWriter.write(seed, file);
        loaded = LoadedSeed.load(Catalog.load(ShrinkerTest.class.getClassLoader()), file, null);
        first = Replay.run(loaded, builds, null).outcome();
        assertThat(first.property()).isEqualTo("all-delivered");
    }

    @Test
    void everyStepIsNoLargerAndFailsTheSameProperty() {
        Shrinker.Result result = Shrinker.shrink(loaded, first, builds, 2_000, steps::add);

        assertThat(result.complete()).isTrue();
        assertThat(result.runs()).isLessThan(300);
        assertThat(result.best().plan().actions()).hasSize(2);
        assertThat(result.best().plan().setting("numbers")).isLessThan(10);
        assertThat(result.best().plan().actions().getLast().atNanos()).isLessThan(200 * MILLI);
        assertThat(steps).allMatch(s -> s.property().equals("all-delivered"));
        for (int i = 1; i < steps.size(); i++) {
            // The last touch rounds numbers, up by a tenth at most.
            assertThat(weight(steps.get(i).plan()))
                    .isLessThanOrEqualTo(weight(steps.get(i - 1).plan())
                            + weight(steps.getLast().plan()) / 10);
        }
        assertThat(weight(steps.getLast().plan())).isLessThan(weight(first.plan()) / 8);
    }

    private static long weight(Plan plan) {
        return plan.actions().size() * 1_000_000_000_000L
                + plan.setting("numbers")
                + plan.actions().stream()
                        .mapToLong(a -> a.atNanos() + a.forNanos())
                        .sum();
    }

    @Test
    void theBudgetIsKept() {
        Shrinker.Result result = Shrinker.shrink(loaded, first, builds, 5, steps::add);

        assertThat(result.runs()).isEqualTo(5);
        assertThat(result.complete()).isFalse();
        assertThat(result.best().property()).isEqualTo("all-delivered");
    }
}
