package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.fault.ClockFaults;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The draws of a chaos plan; each is one decision with a name. */
final class ChaosDraw {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long LASTING_LOG = 16 << 20;

    private static final List<String> CHANGES = List.of(
            TopologyChanges.REPLICATE,
            TopologyChanges.REPLICATE,
            TopologyChanges.BECOME_MASTER,
            TopologyChanges.BECOME_MASTER,
            TopologyChanges.FOLLOW_OTHER,
            TopologyChanges.LEAVE,
            TopologyChanges.UNCHANGED,
            TopologyChanges.FEWER_SLOTS,
            TopologyChanges.ALL_SLOTS);

    private static final List<String> COMMANDS = List.of(
            "CLIENT KILL TYPE master",
            "CLIENT KILL TYPE slave",
            "CONFIG SET max-replication-mb 1",
            "CONFIG SET max-replication-mb 0",
            "CONFIG SET replica-announce-port 6666",
            "CONFIG SET slave-serve-stale-data yes",
            "SLAVEOF n1 6666",
            "SLAVEOF NO ONE",
            "CLUSTERX SETNODES nonsense 1000000",
            "CLUSTERX SETNODEID short",
            "INFO all",
            "ROLE",
            "DBSIZE SCAN");

    /** Limits so small that they are reached. */
    private static final List<String> LIMITS =
            List.of("CONFIG SET pubsub-output-buffer-limit 1024", "CONFIG SET client-query-buffer-limit 1048576");

    private final Choices choices;
    /** What was added later has streams of its own, so that the other draws of a seed are those that they were before. */
    private final Choices limits;

    private final Choices logs;
    private final Draw draw;
    private final List<Action> actions = new ArrayList<>();

    ChaosDraw(Choices choices) {
        this.choices = choices;
        this.limits = choices.fork("limits");
        this.logs = choices.fork("logs");
        this.draw = new Draw(choices);
    }

    Plan plan() {
        Map<String, Long> numbers = Settings.draw(choices);
        numbers.putAll(ChaosSettings.draw(choices));
        numbers.put("trafficMillis", choices.between(20, 200));
        hurry(numbers);
        keepLog(numbers);
        Settings settings = Settings.of(new Plan(numbers, List.of()));
        for (int replica = 2; replica < 2 + settings.replicas(); replica++) {
            actions.add(draw.replicate("n" + replica));
        }
        Stage stage = new Stage(settings, choices.between(5, 60) * SECOND);
        topologies(stage);
        operators(stage);
        actions.addAll(draw.passwords(numbers, stage));
        if (!shouldSpareEverything()) {
            new FaultDraw(choices, stage, actions).addAll();
        }
        boolean clocks = actions.stream().anyMatch(a -> a.kind().equals(ClockFaults.DRIFT));
        numbers.put("slowClockPpm", clocks ? FaultDraw.MOST_PPM : 0);
        return new Plan(numbers, actions);
    }

    /** Most runs have links on which a full sync takes at most a few seconds, so that more happens in them. */
    private void hurry(Map<String, Long> numbers) {
        if (shouldHurry()) {
            numbers.put("bytesPerSecond", numbers.getOrDefault("bytesPerSecond", 0L) * 8);
        }
    }

    /**
     * Some runs have logs that last: a replica that comes back goes on from there, and a node that is killed reads all of its own. The whole log
     * passes a link in the time in which a replica has to be level.
     */
    private void keepLog(Map<String, Long> numbers) {
        if (shouldKeepLog()) {
            numbers.put("flushBytes", LASTING_LOG);
            numbers.merge("bytesPerSecond", LASTING_LOG * SECOND / Bounds.level(0), Math::max);
        }
    }

    private boolean shouldHurry() {
        return choices.chance(0.7);
    }

    private boolean shouldKeepLog() {
        return logs.chance(0.4);
    }

    private boolean shouldSpareEverything() {
        return choices.chance(0.1);
    }

    private boolean shouldHave() {
        return choices.chance(0.5);
    }

    private void topologies(Stage stage) {
        long changes = shouldHave() ? choices.between(1, 5) : 0;
        for (int i = 0; i < changes; i++) {
            actions.add(draw.setnodes(stage.moment(choices, 100), stage.node(choices), choices.oneOf(CHANGES)));
        }
        long odd = shouldHave() ? choices.between(1, 3) : 0;
        for (int i = 0; i < odd; i++) {
            actions.add(new Action(
                    stage.moment(choices, 100),
                    0,
                    Operators.PUSH,
                    stage.node(choices),
                    Map.of("topology", choices.oneOf(Operators.PUSHES))));
        }
    }

    private void operators(Stage stage) {
        long commands = shouldHave() ? choices.between(1, 4) : 0;
        for (int i = 0; i < commands; i++) {
            actions.add(new Action(
                    stage.moment(choices, 100),
                    0,
                    Operators.COMMAND,
                    stage.node(choices),
                    Map.of("words", choices.oneOf(COMMANDS))));
        }
        if (shouldLimit()) {
            long at = stage.moment(limits, 100);
            String node = stage.node(limits);
            actions.add(new Action(at, 0, Operators.COMMAND, node, Map.of("words", limits.oneOf(LIMITS))));
        }
    }

    private boolean shouldLimit() {
        return limits.chance(0.3);
    }
}
