package dev.lockstep.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Profile;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.replay.LoadedSeed;
import dev.lockstep.search.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every seed of the corpus shows what it promises, on the very path that was recorded, and passes on the right node. */
class CorpusTest {
    private static final Path SEEDS = Path.of(System.getProperty("lockstep.root"), "seeds");
    private static final Catalog CATALOG = Catalog.load(CorpusTest.class.getClassLoader());
    private static final Builds BUILDS = new Builds();

    private static List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.list(SEEDS)) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .filter(f -> !f.endsWith("schema.json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theCorpusIsNotEmpty() throws IOException {
        assertThat(seeds()).hasSizeGreaterThanOrEqualTo(6);
    }

    @TestFactory
    Stream<DynamicTest> everySeedStillShowsWhatItPromises() throws IOException {
        return seeds().stream()
                .map(seed -> DynamicTest.dynamicTest(seed.getFileName().toString(), () -> {
                    LoadedSeed loaded = LoadedSeed.load(CATALOG, seed, null);
                    Replay replay = Replay.run(loaded, BUILDS, null);
                    assertThat(replay.outcome().property())
                            .as(replay.outcome().message())
                            .isEqualTo(loaded.seed().expect().property());
                    assertThat(replay.outcome().traceHash())
                            .as("trace hash; a change of the code may change it: replay, look, and record it anew")
                            .isEqualTo(loaded.seed().traceHash());
                    assertThat(loaded.seed().note())
                            .as("a note of what it shows")
                            .isNotBlank();
                }));
    }

    @TestFactory
    Stream<DynamicTest> everySeedPassesOnTheRightNode() throws IOException {
        return seeds().stream()
                .map(seed -> DynamicTest.dynamicTest(seed.getFileName().toString(), () -> {
                    Outcome outcome = Replay.run(LoadedSeed.load(CATALOG, seed, Profile.BASE), BUILDS, null)
                            .outcome();
                    assertThat(outcome.property()).as(outcome.message()).isEmpty();
                }));
    }
}
