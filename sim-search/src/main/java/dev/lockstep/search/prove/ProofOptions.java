package dev.lockstep.search.prove;

import dev.lockstep.search.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which space to run.
 *
 * @param scenario the scenario
 * @param profile name of the profile
 * @param defects ids or files, besides the defects of the profile
 * @param streams names of the streams whose decisions are enumerated; {@code plan} is the one that plans are drawn from
 * @param depth how many decisions of a run are enumerated, 1 to 1,000
 * @param values how many values a number takes, 2 to 1,000
 * @param seed draws what is not enumerated
 * @param limit how many runs at most, at least 1
 * @param isolated whether every run loads the code under test anew
 * @param save directory for seed files of failures
 * @param saved how many failures of one property are saved, at least 0
 */
public record ProofOptions(
        Scenario scenario,
        String profile,
        List<String> defects,
        Set<String> streams,
        int depth,
        int values,
        long seed,
        long limit,
        boolean isolated,
        Path save,
        int saved) {
    /** Copies. */
    public ProofOptions {
        defects = List.copyOf(defects);
        streams = Set.copyOf(streams);
    }
}
