package dev.lockstep.search.determinism;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs the same seeds in two child JVMs that differ in whatever must not matter: salts, identity hashes, the compiler, and the
 * order of the seeds, so that a seed that depends on those before it is found out.
 */
public final class DeterminismCheck {
    private static final List<String> FIRST_FLAGS = List.of();
    /** Another compiler, so that timing inside the JVM differs. */
    private static final List<String> SECOND_FLAGS = List.of("-XX:TieredStopAtLevel=1");

    /**
     * What to compare.
     *
     * @param classPath further class path elements
     * @param scenario name of the scenario
     * @param profile name of the profile
     * @param defects ids or files
     * @param isolated whether every run loads the code under test anew
     * @param from first seed
     * @param seeds how many, at least 1
     */
    public record Options(
            List<String> classPath,
            String scenario,
            String profile,
            List<String> defects,
            boolean isolated,
            long from,
            int seeds) {}

    private final Options options;
    private final Path directory;

    private DeterminismCheck(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /**
     * Compares.
     *
     * @return an element per seed; only the first that differs tells where, if it differs again when it is recorded
     * @throws IOException if a child JVM fails
     */
    public static List<SeedComparison> run(Options options) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lockstep-determinism");
        try {
            return new DeterminismCheck(options, directory).compare();
        } finally {
            delete(directory);
        }
    }

    private List<SeedComparison> compare() throws IOException, InterruptedException {
        children(-1, -1);
        List<String> first = Files.readAllLines(file("first.hashes"));
        List<String> second = Files.readAllLines(file("second.hashes")).reversed();
        List<SeedComparison> all = new ArrayList<>();
        boolean told = false;
        for (int i = 0; i < first.size(); i++) {
            String[] parts = first.get(i).split(" ", -1);
            boolean same = first.get(i).equals(second.get(i));
            Divergence divergence = same ? null : told ? untold() : divergence(i);
            told |= !same;
            String[] others = second.get(i).split(" ", -1);
            all.add(new SeedComparison(
                    options.scenario(),
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[2]),
                    parts[1],
                    Long.parseLong(others[2]),
                    others[1],
                    divergence));
        }
        return all;
    }

    private static Divergence untold() {
        Divergence.Side none = new Divergence.Side("", List.of(), List.of());
        return new Divergence(-1, List.of(), none, none);
    }

    private Divergence divergence(int place) throws IOException, InterruptedException {
        children(place, -1);
        TraceDiff diff = TraceDiff.of(file("first.out"), file("second.out"));
        if (diff.line() < 0) {
            return untold();
        }
        Files.deleteIfExists(file("first.out"));
        Files.deleteIfExists(file("second.out"));
        children(place, diff.line());
        return new Divergence(
                diff.index(), diff.before(), side(diff.first(), "first.out"), side(diff.second(), "second.out"));
    }

    private Divergence.Side side(List<String> lines, String stack) throws IOException {
        return new Divergence.Side(lines.getFirst(), lines.subList(1, lines.size()), stack(stack));
    }

    private List<String> stack(String name) throws IOException {
        return Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.of();
    }

    private void children(int recorded, long stackAt) throws IOException, InterruptedException {
        List<Long> seeds = LongStream.range(0, options.seeds())
                .mapToObj(i -> options.from() + i)
                .toList();
        int mirrored = recorded < 0 ? -1 : seeds.size() - 1 - recorded;
        ChildJvm first = child("first", seeds, recorded, stackAt, FIRST_FLAGS);
        ChildJvm second = child("second", seeds.reversed(), mirrored, stackAt, SECOND_FLAGS);
        first.await();
        second.await();
    }

    private ChildJvm child(String name, List<Long> seeds, int recorded, long stackAt, List<String> flags)
            throws IOException {
        ChildTask task = new ChildTask(
                options.classPath(),
                options.scenario(),
                options.profile(),
                options.defects(),
                options.isolated(),
                seeds,
                recorded,
                stackAt,
                file(name + ".hashes").toString(),
                file(name + ".out").toString());
        return ChildJvm.start(task, flags, file(name + ".said"));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
