package dev.lockstep.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The explicit list of what happens in a run: reads as a story, survives changes of the generator. Immutable.
 *
 * @param settings numbers with names; kept sorted by name
 * @param actions what happens when; kept sorted by start, equal starts in the order given
 */
public record Plan(Map<String, Long> settings, List<Action> actions) {
    /** Sorts and copies. */
    public Plan {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        actions = actions.stream()
                .sorted(Comparator.comparingLong(Action::atNanos))
                .toList();
    }

    /**
     * The value of a setting.
     *
     * @throws IllegalArgumentException if there is no such setting
     */
    public long setting(String name) {
        Long value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("plan.settings lacks " + name + ", found " + settings.keySet());
        }
        return value;
    }

    /** The same with other actions. */
    public Plan withActions(List<Action> other) {
        return new Plan(settings, other);
    }

    /** The same with one setting changed or added. */
    public Plan withSetting(String name, long value) {
        Map<String, Long> changed = new TreeMap<>(settings);
        changed.put(name, value);
        return new Plan(changed, actions);
    }
}
