package dev.lockstep.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named build of a system under test.
 *
 * @param name for example {@code base} or {@code kvrocks-2.10}
 * @param summary one line
 * @param defects ids of the defects in it, in the order they are applied
 * @param config configuration values that differ from the defaults
 */
public record Profile(String name, String summary, List<String> defects, Map<String, String> config) {
    /** The name of the profile that every subject has. */
    public static final String BASE = "base";

    /** Copies; sorts the configuration. */
    public Profile {
        defects = List.copyOf(defects);
        config = Collections.unmodifiableMap(new TreeMap<>(config));
    }
}
