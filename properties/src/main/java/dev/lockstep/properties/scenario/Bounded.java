package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.properties.fault.NetworkFaults;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.List;
import java.util.Map;

/**
 * The space that {@code prove} enumerates: one replica in a full sync of some seconds, one fault, and perhaps one change while it lasts.
 * Decisions, in this order: the kind of fault, what the replica is told, the moment of the fault in the sync, how long it lasts, how far
 * into it the change comes, which side it hits, who is told.
 */
final class Bounded {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private static final Map<String, Long> SETTINGS = Map.of(
            "nodes", 3L,
            "replicas", 1L,
            "keys", 50L,
            "valueBytes", 2_000L,
            "latencyNanos", MILLI,
            "bytesPerSecond", 100_000L,
            "flushBytes", 16_384L,
            "trafficMillis", 200L);

    /** Shorter than each time-out of a transfer, longer than those, longer than every time-out. */
    private static final List<Long> LENGTHS = List.of(SECOND, 10 * SECOND, 100 * SECOND);

    private static final String MASTER = "n1";
    private static final String REPLICA = "n2";

    private Bounded() {}

    /** A full sync and a fault. */
    static Plan fault(Choices choices) {
        String kind = choices.oneOf(Faults.COMMON);
        long at = moment(choices);
        long length = choices.oneOf(LENGTHS);
        return new Plan(SETTINGS, List.of(replicate(), fault(choices, kind, at, length)));
    }

    /** The same, and a change while the fault lasts, or as long after one that has no duration. */
    static Plan faultAndChange(Choices choices, List<String> changes) {
        String kind = choices.oneOf(Faults.COMMON);
        String change = choices.oneOf(changes);
        long at = moment(choices);
        long length = choices.oneOf(LENGTHS);
        long into = choices.between(10 * MILLI, length);
        Action fault = fault(choices, kind, at, length);
        return new Plan(SETTINGS, List.of(replicate(), fault, new Draw(choices).setnodes(at + into, REPLICA, change)));
    }

    private static Action replicate() {
        return new Action(
                Performance.CURTAIN,
                0,
                TopologyChanges.KIND,
                REPLICA,
                Map.of(
                        TopologyChanges.ARGUMENT,
                        TopologyChanges.REPLICATE,
                        TopologyChanges.TOLD,
                        TopologyChanges.TARGET));
    }

    private static long moment(Choices choices) {
        long transfer = Settings.of(new Plan(SETTINGS, List.of())).transferNanos();
        return Performance.CURTAIN + choices.between(0, transfer / MILLI) * MILLI;
    }

    private static Action fault(Choices choices, String kind, long at, long length) {
        boolean master = shouldHitMaster(choices);
        return switch (kind) {
            case NetworkFaults.DROP -> new Action(at, length, kind, MASTER + "<->" + REPLICA);
            case NetworkFaults.DROP_ONE_WAY ->
                new Action(at, length, kind, master ? MASTER + "->" + REPLICA : REPLICA + "->" + MASTER);
            case NetworkFaults.DROP_SYN -> new Action(at, length, kind, REPLICA + "->" + MASTER);
            case NetworkFaults.DELAY ->
                new Action(at, length, kind, MASTER + "<->" + REPLICA, Map.of("delayNanos", Long.toString(SECOND)));
            case NetworkFaults.RESET -> new Action(at, 0, kind, MASTER + "<->" + REPLICA);
            default -> new Action(at, length, kind, master ? MASTER : REPLICA);
        };
    }

    private static boolean shouldHitMaster(Choices choices) {
        return choices.chance(0.5);
    }
}
