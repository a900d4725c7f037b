package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replicas begin a full sync; the network or a node fails while files are under way, and comes back. Replication must recover by
 * itself, and the data must be equal.
 */
public final class FullSyncOutage extends KvrocksScenario {
    @Override
    public String name() {
        return "full-sync-outage";
    }

    @Override
    public String summary() {
        return "one or two replicas in full sync, one to three outages of network or node, then recovery";
    }

    @Override
    public Plan draw(Choices choices) {
        Draw draw = new Draw(choices);
        Map<String, Long> numbers = Settings.draw(choices);
        Settings settings = Settings.of(new Plan(numbers, List.of()));
        List<Action> actions = new ArrayList<>();
        long start = Performance.CURTAIN;
        for (int replica = 2; replica < 2 + settings.replicas(); replica++) {
            Action replicate = draw.replicate("n" + replica);
            start = Math.max(start, replicate.atNanos());
            actions.add(replicate);
        }
        long outages = choices.between(1, 3);
        for (int i = 0; i < outages; i++) {
            String replica = "n" + (2 + choices.below((int) settings.replicas()));
            actions.add(draw.faultBetween("n1", replica, draw.momentOfSync(start, settings.transferNanos())));
        }
        return new Plan(numbers, withoutOverlap(actions));
    }

    @Override
    public Plan drawBounded(Choices choices) {
        return Bounded.fault(choices);
    }

    /** One power switch a node: a second power failure or pause of the same node must wait for the first to end. */
    static List<Action> withoutOverlap(List<Action> actions) {
        List<Action> kept = new ArrayList<>();
        for (Action action : actions) {
            boolean clash = kept.stream()
                    .anyMatch(k -> Faults.stops(k)
                            && Faults.stops(action)
                            && k.target().equals(action.target()));
            if (!clash) {
                kept.add(action);
            }
        }
        return kept;
    }
}
