package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts commands as INFO does, from what the simulation sees; from zero at each start of a node. */
public final class Counters implements Check {
    private static final String ALL = "total_commands_processed";
    private static final String FULL = "sync_full";
    private static final String PARTIAL = "sync_partial_ok";
    private static final String REFUSED = "sync_partial_err";

    private final Map<SimulatedNode, Map<String, Long>> counts = new HashMap<>();

    private final Map<SimulatedNode, Integer> lives = new HashMap<>();

    /** Nothing counted yet. */
    public Counters() {}

    /** The numbers of a node's present life, by INFO's names. */
    Map<String, Long> of(SimulatedNode node) {
        return new TreeMap<>(live(node));
    }

    /** The number of a node's present life. */
    int life(SimulatedNode node) {
        return lives.getOrDefault(node, 0);
    }

    private Map<String, Long> live(SimulatedNode node) {
        return counts.computeIfAbsent(node, n -> new HashMap<>(Map.of(ALL, 0L, FULL, 0L, PARTIAL, 0L, REFUSED, 0L)));
    }

    @Override
    public void command(SimulatedNode node, String name, String replyHead) {
        Map<String, Long> mine = live(node);
        mine.merge(ALL, 1L, Long::sum);
        boolean refused = replyHead.startsWith("-");
        if (name.equals("_FETCH_META") && !refused) {
            mine.merge(FULL, 1L, Long::sum);
        } else if (name.equals("PSYNC") && replyHead.isEmpty()) {
            mine.merge(PARTIAL, 1L, Long::sum);
        } else if (name.equals("PSYNC")
                && (replyHead.contains("out of range") || replyHead.contains("wrong replication"))) {
            mine.merge(REFUSED, 1L, Long::sum);
        }
    }

    @Override
    public void crashed(SimulatedNode node) {
        next(node);
    }

    @Override
    public void ending(SimulatedNode node, boolean begins) {
        if (!begins) {
            next(node);
        }
    }

    private void next(SimulatedNode node) {
        counts.remove(node);
        lives.merge(node, 1, Integer::sum);
    }
}
