package dev.lockstep.search;

import dev.lockstep.core.Checkpoints;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param seed its seed
 * @param plan what happened in it
 * @param property the broken promise, or empty if the run passed
 * @param message one line about it, or empty
 * @param failedAtNanos virtual time of the failure, ns; -1 if the run passed
 * @param virtualNanos virtual time at the end, ns
 * @param events length of the trace
 * @param traceHash hash over the trace, 16 hex digits
 * @param checkpoints that hash at some places on the way
 * @param metrics what the scenario measured, sorted by name
 * @param probes how often each probe that was passed ({@link dev.lockstep.buggify.Buggify#sometimes}) found what it asks for, sorted by name
 * @param notes what the scenario noted, oldest first
 * @param wallNanos real time it took, ns
 */
public record Outcome(
        long seed,
        Plan plan,
        String property,
        String message,
        long failedAtNanos,
        long virtualNanos,
        long events,
        String traceHash,
        Checkpoints checkpoints,
        Map<String, Long> metrics,
        Map<String, Long> probes,
        List<String> notes,
        long wallNanos) {
    /** Property of a run in which something escaped the simulation. */
    public static final String DETERMINISM = "determinism";

    /** Property of a run in which a simulated thread died of an exception. */
    public static final String UNCAUGHT = "no-uncaught-exception";

    /** Property of a run that used up its steps: something runs without end. */
    public static final String STEP_BUDGET = "step-budget";

    /** Property of a run whose scenario threw an exception. */
    public static final String SCENARIO = "scenario";

    /** Properties that every run is judged by, whatever its scenario. */
    public static final List<Invariant> ALWAYS = List.of(
            new Invariant(DETERMINISM, "Nothing escapes the simulation.", ""),
            new Invariant(UNCAUGHT, "No simulated thread dies of an exception.", ""),
            new Invariant(
                    STEP_BUDGET, "A run ends within its budget of steps.", "maxSteps of the simulation's options"),
            new Invariant(SCENARIO, "The scenario itself runs to its end.", ""));

    /** Copies; sorts the metrics and probes. */
    public Outcome {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        probes = Collections.unmodifiableMap(new TreeMap<>(probes));
        notes = List.copyOf(notes);
    }

    /** The same with another verdict, found at the end of the run. */
    public Outcome failedWith(String otherProperty, String otherMessage) {
        return new Outcome(
                seed,
                plan,
                otherProperty,
                otherMessage,
                virtualNanos,
                virtualNanos,
                events,
                traceHash,
                checkpoints,
                metrics,
                probes,
                notes,
                wallNanos);
    }

    /** Whether nothing broke. */
    public boolean passed() {
        return property.isEmpty();
    }

    /** {@code pass} or {@code fail}. */
    public String verdict() {
        return passed() ? "pass" : "fail";
    }
}
