package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Plan;
import java.util.Map;

/**
 * Whether the places in the nodes of a run where {@link dev.lockstep.node.api.NodeObserver#disturbs} is asked may take the rare path until
 * the faults end: the plan's setting {@code buggify}, 1 for yes, 0 or none for no.
 */
final class BuggifyChoice {
    /** The setting. */
    static final String SETTING = "buggify";

    private static final Flag FLAG = new Flag(SETTING);

    private static final double SHARE = 0.25;

    private BuggifyChoice() {}

    /** Adds the setting to a new plan's. */
    static void draw(Choices choices, Map<String, Long> settings) {
        settings.put(SETTING, shouldDisturb(choices.fork(SETTING)) ? 1L : 0L);
    }

    private static boolean shouldDisturb(Choices choices) {
        return choices.chance(SHARE);
    }

    /**
     * Checks the setting.
     *
     * @throws IllegalArgumentException naming it, its value and the range
     */
    static void check(Plan plan) {
        FLAG.check(plan);
    }

    /** Whether they may. */
    static boolean disturbs(Plan plan) {
        return FLAG.on(plan);
    }
}
