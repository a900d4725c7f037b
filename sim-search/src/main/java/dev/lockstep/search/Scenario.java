package dev.lockstep.search;

import dev.lockstep.core.Choices;
import dev.lockstep.core.SimulationOptions;
import java.util.List;
import java.util.Map;

/**
 * What is run and judged: draws a plan from a seed, carries it out on simulated hosts and reports what broke. Found by
 * {@link java.util.ServiceLoader}. Stateless: one instance serves many runs, also several at a time on several threads.
 */
public interface Scenario {
    /** Its name on the command line and in seed files: lower case, digits and hyphens, for example {@code topology-change}. */
    String name();

    /** One line that says what it does. */
    String summary();

    /** The name of the {@link Subject} it needs, or empty if it brings all it runs. */
    default String subject() {
        return "";
    }

    /** What it checks. {@link Run#fail} accepts the names of these only. */
    List<Invariant> invariants();

    /** The explicit plan of a seed. Everything the plan depends on comes from {@code choices}, the seed's stream {@code plan}. */
    Plan draw(Choices choices);

    /**
     * The plan of a point of a bounded space that {@code prove} enumerates: made as by {@link #draw}, from few decisions with few
     * alternatives each, those that matter most first. By default what {@link #draw} makes of these choices.
     */
    default Plan drawBounded(Choices choices) {
        return draw(choices);
    }

    /** An action of a plan as a sentence without its times, for {@code explain}; by default its parts in a row. */
    default String sentence(Action action) {
        StringBuilder text = new StringBuilder(action.kind());
        if (!action.target().isEmpty()) {
            text.append(' ').append(action.target());
        }
        action.arguments()
                .forEach((name, value) ->
                        text.append(", ").append(name).append(' ').append(value));
        return text.toString();
    }

    /** The smallest sensible value of each numeric setting; settings that are absent here are not shrunk. */
    default Map<String, Long> smallest() {
        return Map.of();
    }

    /** How the simulation of one run is set up: step budget, epoch, processors. */
    default SimulationOptions options(long seed, Plan plan) {
        return SimulationOptions.seed(seed);
    }

    /**
     * Checks a plan that was written by a person or by another version.
     *
     * @throws IllegalArgumentException with one line: what is wrong, where, what was expected
     */
    void check(Plan plan);

    /**
     * Builds the hosts, runs the simulation and reports. Called on the thread that is to be the carrier; the simulation is
     * closed afterwards by whoever calls.
     *
     * @throws Exception if the scenario itself cannot go on; counts as a failure named {@link Outcome#SCENARIO}
     */
    void run(Run run) throws Exception;
}
