package dev.lockstep.core.agent;

import static dev.lockstep.core.agent.RewriteCache.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rewritten class files outlive their JVM. That what comes out of the cache behaves the same, OtherJvmTest shows. */
class RewriteCacheTest {
    private static final String RANDOM = "java/util/Random";
    private static final Set<String> DECIDE_NOTHING = Set.of(
            "AgentJar",
            "AttachListener",
            "LockstepAgent",
            "LockstepAgent$Transformer",
            "OwnFiles",
            "ProbeNames",
            "RewriteCache",
            "SelfAttach",
            "package-info");

    @TempDir
    private Path directory = Path.of("");

    private Path file() {
        return directory.resolve("deep").resolve("x.classes");
    }

    private static byte[] random() throws IOException {
        try (InputStream in = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(RANDOM + ".class"))) {
            return in.readAllBytes();
        }
    }

    private RewriteCache filled() throws IOException {
        RewriteCache cache = RewriteCache.open(file());
        assertThat(cache.knows(key(RANDOM, random()))).isFalse();
        new ClassRewriter(cache).rewrite(RANDOM, null, random(), false);
        cache.put(key("a/Plain", new byte[] {1}), null);
        cache.save();
        return cache;
    }

    @Test
    void aSecondJvmFindsWhatTheFirstHasRewritten() throws IOException {
        byte[] fresh = new ClassRewriter(RewriteCache.none()).rewrite(RANDOM, null, random(), false);
        filled();

        RewriteCache second = RewriteCache.open(file());

        assertThat(second.rewritten(key(RANDOM, random()))).isEqualTo(fresh);
        assertThat(new ClassRewriter(second).rewrite(RANDOM, null, random(), false))
                .isEqualTo(fresh);
        assertThat(second.knows(key("a/Plain", new byte[] {1}))).isTrue();
        assertThat(second.rewritten(key("a/Plain", new byte[] {1}))).isNull();
    }

    @Test
    void headsInCachedClassesCountAsFound() throws IOException {
        String type = "java/security/SecureRandom";
        byte[] bytes;
        try (InputStream in = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(type + ".class"))) {
            bytes = in.readAllBytes();
        }
        RewriteCache cache = RewriteCache.open(file());
        ClassRewriter first = new ClassRewriter(cache);
        first.rewrite(type, null, bytes, false);
        ClassRewriter second = new ClassRewriter(cache);
        assertThat(second.headsNotFound()).anyMatch(h -> h.startsWith(type + "."));

        second.rewrite(type, null, bytes, false);

        assertThat(second.headsNotFound()).isEqualTo(first.headsNotFound()).noneMatch(h -> h.startsWith(type + "."));
    }

    @Test
    void anotherClassFileOfTheNameIsNotKnown() throws IOException {
        RewriteCache cache = filled();
        byte[] other = random();
        other[other.length - 1] ^= 1;

        assertThat(cache.knows(key(RANDOM, other))).isFalse();
        assertThat(cache.knows(key("java/util/Random2", random()))).isFalse();
    }

    @Test
    void aDamagedFileIsAnEmptyOneAndIsReplaced() throws IOException {
        filled();
        byte[] bytes = Files.readAllBytes(file());
        for (int length : List.of(0, 7, 11, bytes.length / 2, bytes.length - 1)) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            assertThat(RewriteCache.open(file()).knows(key(RANDOM, random()))).isFalse();
        }
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(), bytes);

        filled();

        assertThat(RewriteCache.open(file()).knows(key(RANDOM, random()))).isTrue();
        assertThat(directory.resolve("deep").toFile().list()).containsExactly("x.classes");
    }

    @Test
    void filesOfOtherAgentsDoNotPileUp() throws IOException {
        filled();
        for (int i = 0; i < 20; i++) {
            Path old = Files.writeString(file().resolveSibling(i + ".classes"), "");
            Files.setLastModifiedTime(old, FileTime.fromMillis(1_000L * i));
        }
        RewriteCache another = RewriteCache.open(file().resolveSibling("y.classes"));
        another.put(key("a/Plain", new byte[] {1}), null);
        another.save();

        assertThat(directory.resolve("deep").toFile().list())
                .containsExactlyInAnyOrder(
                        "x.classes",
                        "y.classes",
                        "14.classes",
                        "15.classes",
                        "16.classes",
                        "17.classes",
                        "18.classes",
                        "19.classes");
    }

    @Test
    void whereNothingCanBeWrittenNothingFails() throws IOException {
        Files.writeString(directory.resolve("deep"), "a file where the directory should be");

        RewriteCache cache = filled();

        assertThat(cache.knows(key(RANDOM, random()))).isTrue();
        assertThat(RewriteCache.open(file()).knows(key(RANDOM, random()))).isFalse();
    }

    /** Whoever adds a class to the agent says whether it decides what class files become: then a cache of before is not used. */
    @Test
    void everyClassThatDecidesIsInTheNameOfTheFile() throws Exception {
        Path classes = Path.of(ClassRewriter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.list(classes.resolve("dev/lockstep/core/agent"))) {
            Set<String> all = files.map(f -> f.getFileName().toString().replace(".class", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            all.removeAll(DECIDE_NOTHING);
            assertThat(all).isEqualTo(new TreeSet<>(AgentJar.REWRITING));
        }
    }
}
