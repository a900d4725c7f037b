package dev.lockstep.core.engine;

import java.io.File;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a host that have been written to since they were last forced to the disk, and how long each was then. Bytes that
 * replace others in the middle of a file count as forced.
 */
public final class UnforcedFiles {
    /** At so many files those that are gone are forgotten. */
    private static final int MANY = 1_000;

    private final Map<String, Unforced> files = new LinkedHashMap<>();
    private int next = MANY;

    private record Unforced(long forced, @Nullable FileDescriptor writer) {}

    /** A file is about to be written to. */
    public void writing(String path, @Nullable FileDescriptor writer) {
        String file = absolute(path);
        Unforced before = files.get(file);
        if (before == null || (before.writer != writer && writer != null)) {
            long length = new File(file).length();
            files.put(file, new Unforced(before == null ? length : Math.min(before.forced, length), writer));
        }
        if (files.size() > next) {
            files.keySet().removeIf(f -> !new File(f).exists());
            next = files.size() + MANY;
        }
    }

    /** A file is on the disk. */
    public void forced(String path) {
        files.remove(absolute(path));
    }

    /** What was written through a descriptor is on the disk. */
    public void forced(FileDescriptor writer) {
        files.values().removeIf(u -> u.writer == writer);
    }

    /** A file or directory has another name now. */
    public void moved(String from, String to) {
        String source = absolute(from);
        String target = absolute(to);
        forgotten(target);
        for (String file : new ArrayList<>(files.keySet())) {
            if (within(file, source)) {
                Unforced unforced = files.remove(file);
                if (unforced != null) {
                    files.put(target + file.substring(source.length()), unforced);
                }
            }
        }
    }

    /** A file, or all in a directory, is of no interest any more. */
    public void forgotten(String path) {
        String place = absolute(path);
        files.keySet().removeIf(f -> within(f, place));
    }

    /** How long each was when it was last forced, bytes; sorted by path. */
    public Map<Path, Long> lengths() {
        Map<Path, Long> lengths = new TreeMap<>();
        files.forEach((file, unforced) -> {
            long length = new File(file).length();
            if (unforced.forced < length) {
                lengths.put(Path.of(file), unforced.forced);
            }
        });
        return lengths;
    }

    private static boolean within(String file, String place) {
        return file.equals(place) || file.startsWith(place + File.separator);
    }

    private static String absolute(String path) {
        return new File(path).getAbsolutePath();
    }
}
