package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Defect;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The sources of a system under test, from which patched builds are made. A set of defects is compiled once
 * in a JVM, however many class loaders are made of it. Safe for many threads.
 */
public final class PatchableSource {
    /** Class files by what they were compiled from: every thread of a search loads its own builds of the same few sets. */
    private static final Map<Input, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Supplier<Map<String, String>> files;
    private final Isolation isolation;

    private record Input(Map<String, String> files, List<Defect> defects) {}

    /**
     * Sources in memory.
     *
     * @param files texts by path from the repository root
     * @param isolation which classes each build has of its own
     */
    public PatchableSource(Map<String, String> files, Isolation isolation) {
        Map<String, String> copy = Map.copyOf(files);
        this(() -> copy, isolation);
    }

    private PatchableSource(Supplier<Map<String, String>> files, Isolation isolation) {
        this.files = files;
        this.isolation = isolation;
    }

    /**
     * Sources on disk; read when a build needs them, which one without defects does not.
     *
     * @param root the repository
     * @param directory the source directory in it, for example {@code sim-node/src/main/java}
     */
    public static PatchableSource directory(Path root, String directory, Isolation isolation) {
        return new PatchableSource(() -> read(root, directory), isolation);
    }

    private static Map<String, String> read(Path root, String directory) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root.resolve(directory))) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                files.put(root.relativize(file).toString().replace(File.separatorChar, '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read the sources in " + root.resolve(directory) + ": " + e.getMessage(), e);
        }
        return Map.copyOf(files);
    }

    /**
     * A class loader with these defects in it, new at each call.
     *
     * @param parent where all other classes come from
     * @param defects applied in this order
     * @throws BadInputException if the sources cannot be read, a diff does not apply or the result does not compile
     */
    public ClassLoader load(ClassLoader parent, List<Defect> defects) {
        Map<String, byte[]> patched = defects.isEmpty()
                ? Map.of()
                : COMPILED.computeIfAbsent(
                        new Input(files.get(), List.copyOf(defects)),
                        input -> PatchCompiler.compile(input.defects(), input.files(), parent));
        return new BuildLoader(parent, isolation, patched);
    }
}
