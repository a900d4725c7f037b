package dev.lockstep.search;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A loaded build of the system under test.
 *
 * @param loader where its classes come from; of its own, so that statics never leak from another build
 * @param config configuration values of its profile
 * @param defects ids of the defects in it
 */
public record Build(ClassLoader loader, Map<String, String> config, List<String> defects) {
    /** Copies; sorts the configuration. */
    public Build {
        config = Collections.unmodifiableMap(new TreeMap<>(config));
        defects = List.copyOf(defects);
    }
}
