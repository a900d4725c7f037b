package dev.lockstep.properties.testbed;

import dev.lockstep.core.Simulation;

/** Whether any fault is in force, and since when there has been none. */
public final class Weather {
    private final Simulation simulation;
    private int faults;
    private long calmSince;

    Weather(Simulation simulation) {
        this.simulation = simulation;
    }

    /** A fault begins; several may overlap. */
    public void begin() {
        faults++;
    }

    /** A fault ends. */
    public void end() {
        faults--;
        calmSince = simulation.nanoTime();
    }

    /** How long there has been no fault, ns; 0 while there is one. */
    public long calmNanos() {
        return faults > 0 ? 0 : simulation.nanoTime() - calmSince;
    }
}
