package dev.lockstep.core;

import dev.lockstep.buggify.Buggify;

/** Passes what code under test says to the simulation it runs in; elsewhere nothing happens. Found as a service. */
public final class SimulatedBuggify implements Buggify.Provider {
    /** Called by the service loader. */
    public SimulatedBuggify() {}

    @Override
    public boolean fires(String site) {
        Simulation simulation = Simulation.current();
        return simulation != null && simulation.disturbances().fires(site);
    }

    @Override
    public void passed(String probe, boolean hit) {
        Simulation simulation = Simulation.current();
        if (simulation != null) {
            simulation.disturbances().passed(probe, hit);
        }
    }
}
