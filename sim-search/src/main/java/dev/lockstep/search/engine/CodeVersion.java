package dev.lockstep.search.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which code a trace was taken on: the version of the project and a checksum over all class path elements that hold a part of
 * it. The same for a jar and for the directory it was made of.
 */
public final class CodeVersion {
    private static final String PACKAGE = "dev/lockstep/";
    private static final String VERSION = "0.1.0";

    private CodeVersion() {}

    /** For example {@code 0.1.0+1c291ca3}. */
    public static String current() {
        return Holder.CURRENT;
    }

    /** The version alone. */
    public static String version() {
        return VERSION;
    }

    private static String compute() {
        Map<String, Long> sums = new TreeMap<>();
        try {
            for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path path = Path.of(element);
                if (Files.isDirectory(path.resolve(PACKAGE))) {
                    directory(path, sums);
                } else if (element.endsWith(".jar") && Files.isRegularFile(path)) {
                    jar(path, sums);
                }
            }
        } catch (IOException e) {
            return VERSION;
        }
        CRC32 all = new CRC32();
        sums.forEach((name, sum) -> all.update((name + ' ' + sum + '\n').getBytes(StandardCharsets.UTF_8)));
        return String.format("%s+%08x", VERSION, all.getValue());
    }

    private static void directory(Path root, Map<String, Long> sums) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (counts(name)) {
                    CRC32 sum = new CRC32();
                    sum.update(Files.readAllBytes(file));
                    sums.put(name, sum.getValue());
                }
            }
        }
    }

    private static void jar(Path file, Map<String, Long> sums) throws IOException {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            if (jar.getEntry(PACKAGE) != null) {
                jar.stream()
                        .filter(e -> !e.isDirectory() && counts(e.getName()))
                        .forEach((ZipEntry e) -> sums.put(e.getName(), e.getCrc()));
            }
        }
    }

    private static boolean counts(String name) {
        return !name.startsWith("META-INF/");
    }

    private static final class Holder {
        static final String CURRENT = compute();
    }
}
