package dev.lockstep.search.seed;

import dev.lockstep.core.Checkpoints;
import dev.lockstep.core.Choices;
import dev.lockstep.core.Recording;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that is worth keeping: everything needed to repeat it.
 *
 * @param scenario name of the scenario
 * @param profile name of the profile
 * @param defects ids of defects, or paths of defect files relative to the seed file, besides those of the profile
 * @param seed decides everything that the plan leaves open
 * @param plan what happens
 * @param choices recorded choices by stream, which a replay takes in place of those that the seed would draw; empty: none
 * @param expect what the run shows
 * @param traceHash hash over the trace, 16 hex digits, or empty if not known
 * @param checkpoints that hash at some places on the way, {@link Checkpoints#NONE} if not known
 * @param codeVersion the code that {@code traceHash} was taken on, or empty
 * @param origin who or what found it: a command or a link, may be empty
 * @param note what it shows, for people, may be empty
 */
public record SeedFile(
        String scenario,
        String profile,
        List<String> defects,
        long seed,
        Plan plan,
        Map<String, List<Long>> choices,
        Expect expect,
        String traceHash,
        Checkpoints checkpoints,
        String codeVersion,
        String origin,
        String note) {
    /** The format this code reads and writes. */
    public static final int FORMAT = 1;

    /** Copies. */
    public SeedFile {
        defects = List.copyOf(defects);
        Map<String, List<Long>> copy = new TreeMap<>();
        choices.forEach((stream, values) -> copy.put(stream, List.copyOf(values)));
        choices = Collections.unmodifiableMap(copy);
    }

    /** Where every stream of the run comes from. */
    public Choices root() {
        Choices seeded = Choices.seeded(seed);
        return choices.isEmpty() ? seeded : Choices.replaying(Recording.of(choices), seeded);
    }

    /** The same run with another plan, what came out of it on this version of the code, and another note. */
    public SeedFile with(Outcome outcome, String newVersion, String newNote) {
        return new SeedFile(
                scenario,
                profile,
                defects,
                seed,
                outcome.plan(),
                choices,
                Expect.of(outcome),
                outcome.traceHash(),
                outcome.checkpoints(),
                newVersion,
                origin,
                newNote);
    }
}
