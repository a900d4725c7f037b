package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A replica is told of a new topology while its replication thread is stuck: in a full sync that an outage holds up, in its
 * retries, or in one that merely takes long. The change must be answered, the lock released, and every client served in time.
 */
public final class TopologyChange extends KvrocksScenario {
    private static final long MILLI = 1_000_000L;

    private static final List<String> CHANGES = List.of(
            TopologyChanges.BECOME_MASTER,
            TopologyChanges.BECOME_MASTER,
            TopologyChanges.FOLLOW_OTHER,
            TopologyChanges.LEAVE,
            TopologyChanges.UNCHANGED,
            TopologyChanges.REPLICATE);

    @Override
    public String name() {
        return "topology-change";
    }

    @Override
    public String summary() {
        return "CLUSTERX SETNODES on a replica whose full sync is held up or runs";
    }

    @Override
    public Plan draw(Choices choices) {
        Draw draw = new Draw(choices);
        Map<String, Long> numbers = Settings.draw(choices);
        Settings settings = Settings.of(new Plan(numbers, List.of()));
        List<Action> actions = new ArrayList<>();
        Action replicate = draw.replicate("n2");
        actions.add(replicate);
        if (settings.replicas() > 1) {
            actions.add(draw.replicate("n3"));
        }
        long moment = draw.momentOfSync(replicate.atNanos(), settings.transferNanos());
        if (!shouldSpareTheNetwork(choices)) {
            Action fault = draw.faultBetween("n1", "n2", moment);
            actions.add(fault);
            moment = fault.atNanos()
                    + choices.between(10, Math.max(20, Math.min(fault.forNanos() / MILLI, 20_000))) * MILLI;
        }
        long changes = choices.between(1, 2);
        for (int i = 0; i < changes; i++) {
            actions.add(draw.setnodes(moment, "n2", choices.oneOf(CHANGES)));
            moment += choices.between(10, 20_000) * MILLI;
        }
        return new Plan(numbers, actions);
    }

    @Override
    public Plan drawBounded(Choices choices) {
        return Bounded.faultAndChange(choices, CHANGES);
    }

    /** At times nothing fails and the change comes in the middle of a transfer that goes well. */
    private static boolean shouldSpareTheNetwork(Choices choices) {
        return choices.chance(0.2);
    }
}
