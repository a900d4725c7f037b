package dev.lockstep.search;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;

/**
 * One execution, as its scenario sees it. Used on the carrier and on the simulated threads it runs only.
 */
public interface Run {
    /** The simulation, at virtual time 0 and without hosts when the scenario gets it. */
    Simulation simulation();

    /** The seed. */
    long seed();

    /** What is to happen. */
    Plan plan();

    /** The system under test. */
    Build build();

    /** The random stream of this name; {@code plan} and {@code schedule} are taken. */
    Choices choices(String stream);

    /**
     * Reports that a promise is broken. The first report is the verdict, with the virtual time it was made at; later ones are
     * ignored. The run goes on: a scenario that sees {@link #failed} returns.
     *
     * @param property the name of one of the scenario's invariants
     * @param message one line: actual and expected value; must be deterministic
     * @throws IllegalArgumentException if the scenario has no such invariant
     */
    void fail(String property, String message);

    /** Whether something has failed: a report, or a violation that the simulation noticed. */
    boolean failed();

    /**
     * Keeps a number that {@code replay} prints and {@code search} aggregates. The last value of a name counts.
     *
     * @param name camelCase; a span of virtual time ends in {@code Nanos}
     * @param value the value, at least 0
     */
    void metric(String name, long value);

    /** Keeps a line for whoever reads the verdict. Told to the trace too, so it must be deterministic. */
    void note(String line);
}
