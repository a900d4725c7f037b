package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Plan;
import java.util.Map;

/**
 * Which store the nodes of a run have: the plan's setting {@code memoryStore}, 1 for the store in memory, 0 or none for RocksDB. So a seed
 * file says what it ran on, and one without the setting runs on RocksDB.
 */
final class StoreChoice {
    /** The setting. */
    static final String SETTING = "memoryStore";

    private static final Flag FLAG = new Flag(SETTING);

    /** The system property that new plans follow: {@code rocksdb}, {@code memory}, or {@code drawn}, the default. */
    static final String PROPERTY = "lockstep.store";

    /** The share of plans with the store in memory, whose runs take two thirds of the time; the others keep RocksDB in sight. */
    private static final double IN_MEMORY = 0.75;

    private StoreChoice() {}

    /** Adds the setting to a new plan's. */
    static void draw(Choices choices, Map<String, Long> settings) {
        String wanted = System.getProperty(PROPERTY, "drawn");
        boolean memory = switch (wanted) {
            case "rocksdb" -> false;
            case "memory" -> true;
            case "drawn" -> choices.fork("store").chance(IN_MEMORY);
            default ->
                throw new IllegalArgumentException(
                        "system property " + PROPERTY + " is " + wanted + ", expected rocksdb, memory or drawn");
        };
        settings.put(SETTING, memory ? 1L : 0L);
    }

    /**
     * Checks the setting.
     *
     * @throws IllegalArgumentException naming it, its value and the range
     */
    static void check(Plan plan) {
        FLAG.check(plan);
    }

    /** The value of the nodes' option {@code store}. */
    static String option(Plan plan) {
        return FLAG.on(plan) ? "memory" : "rocksdb";
    }
}
