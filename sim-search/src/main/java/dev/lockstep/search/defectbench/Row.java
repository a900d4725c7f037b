package dev.lockstep.search.defectbench;

import dev.lockstep.search.Defect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one defect.
 *
 * @param defect the defect
 * @param attempts the searches
 * @param actions actions of the smallest plan found, -1 if none was
 */
public record Row(Defect defect, List<Attempt> attempts, int actions) {
    /** Copies. */
    public Row {
        attempts = List.copyOf(attempts);
    }

    /** How many searches found it. */
    public long found() {
        return attempts.stream().filter(Attempt::found).count();
    }

    /** Schedules to the first failure; a search that found nothing counts with all it ran. */
    public Median schedules() {
        return Median.of(attempts.stream().map(Attempt::schedules).toList());
    }

    /** Real time to the first failure, ns. */
    public Median wallNanos() {
        return Median.of(attempts.stream().map(Attempt::wallNanos).toList());
    }

    /** The promises that were broken, by how often. */
    public Map<String, Integer> properties() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Attempt attempt : attempts) {
            if (attempt.failure() != null) {
                counts.merge(attempt.failure().property(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The seeds on which the right system breaks a promise, of all searches. */
    public List<Alarm> alarms() {
        return attempts.stream().flatMap(a -> a.alarms().stream()).toList();
    }

    /** The first failure, or null. */
    public @Nullable Attempt first() {
        return attempts.stream().filter(Attempt::found).findFirst().orElse(null);
    }
}
