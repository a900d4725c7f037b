package dev.lockstep.properties.scenario;

import dev.lockstep.search.Plan;

/**
 * A setting of a plan that is 1 for yes and 0 for no; a plan that is older than the setting has none, which is no.
 *
 * @param setting its name
 */
record Flag(String setting) {
    /**
     * Checks it.
     *
     * @throws IllegalArgumentException naming it, its value and the range
     */
    void check(Plan plan) {
        long value = value(plan);
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("plan.settings." + setting + " is " + value + ", expected 0 or 1");
        }
    }

    /** Whether it is 1. */
    boolean on(Plan plan) {
        return value(plan) == 1;
    }

    private long value(Plan plan) {
        return plan.settings().getOrDefault(setting, 0L);
    }
}
