package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compiles the files that a set of defects changes, against the class files of the right build; all files, if a change shows in what
 * others are compiled against.
 */
final class PatchCompiler {
    private final String name;
    private final Map<String, String> original;
    private final Map<String, String> patched;
    private final ClassLoader right;

    private PatchCompiler(List<Defect> defects, Map<String, String> original, ClassLoader right) {
        this.name = "defects " + defects.stream().map(Defect::id).collect(Collectors.joining(", "));
        this.original = original;
        this.right = right;
        Map<String, String> sources = original;
        for (Defect defect : defects) {
            String each = "defect " + defect.id();
            sources = Patcher.apply(each, UnifiedDiff.parse(each, defect.diff()), sources);
        }
        this.patched = sources;
    }

    /**
     * The class files that differ from those of the right build, perhaps with some that do not.
     *
     * @param right where class files of the right build are found
     * @return class files by binary name
     * @throws BadInputException if a diff does not apply or the result does not compile
     */
    static Map<String, byte[]> compile(List<Defect> defects, Map<String, String> sources, ClassLoader right) {
        PatchCompiler compiler = new PatchCompiler(defects, sources, right);
        return compiler.few().orElseGet(() -> compiler.compile(compiler.patched));
    }

    /** The classes of the changed files, if that is all there is to compile. */
    private Optional<Map<String, byte[]>> few() {
        Map<String, String> changed = changed();
        if (changed.isEmpty() || !patched.keySet().containsAll(original.keySet())) {
            return Optional.empty();
        }
        try {
            Map<String, byte[]> few = compile(changed);
            return Optional.of(few)
                    .filter(f -> f.entrySet().stream().allMatch(e -> keepsShape(e.getKey(), e.getValue())));
        } catch (BadInputException e) {
            // Perhaps there are no class files to compile against; if there are, the error comes again.
            return Optional.empty();
        }
    }

    private Map<String, String> changed() {
        Map<String, String> changed = new TreeMap<>(patched);
        changed.entrySet().removeIf(e -> e.getValue().equals(original.get(e.getKey())));
        return changed;
    }

    private Map<String, byte[]> compile(Map<String, String> sources) {
        return MemoryCompiler.compile(name, sources, System.getProperty("java.class.path"));
    }

    private boolean keepsShape(String type, byte[] classFile) {
        try (InputStream in = right.getResourceAsStream(type.replace('.', '/') + ".class")) {
            return in == null
                    ? ClassShape.anonymous(type)
                    : ClassShape.of(in.readAllBytes()).equals(ClassShape.of(classFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
