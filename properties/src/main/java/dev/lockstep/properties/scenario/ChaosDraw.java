package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.testbed.BitRot;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The draws of a chaos plan; each is one decision with a name. */
final class ChaosDraw {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long SLOW_PPM = 50_000;

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

    private static final List<String> OPTIONS =
            List.of("", "", "", "workers=1", "slave-read-only=yes", "max-replication-mb=1");

    /** Limits so small that they are reached. */
    private static final List<String> LIMITS =
            List.of("CONFIG SET pubsub-output-buffer-limit 1024", "CONFIG SET client-query-buffer-limit 1048576");

    /** Options in which an older or newer version differs. */
    private static final List<String> VERSIONS =
            List.of("protocol-level=0", "protocol-level=1", "migrate-type=raw-key-value", "resp3-enabled=yes");

    private final Choices choices;
    /** What was added later has streams of its own, so that the other draws of a seed are those that they were before. */
    private final Choices limits;

    private final Choices versions;
    private final Choices resets;
    private final Choices cuts;
    private final Choices flaky;
    private final Draw draw;
    private final List<Action> actions = new ArrayList<>();

    ChaosDraw(Choices choices) {
        this.choices = choices;
        this.limits = choices.fork("limits");
        this.versions = choices.fork("versions");
        this.resets = choices.fork("resets");
        this.cuts = choices.fork("cuts");
        this.flaky = choices.fork("flaky");
        this.draw = new Draw(choices);
    }

    Plan plan() {
        Map<String, Long> numbers = Settings.draw(choices);
        numbers.putAll(ChaosSettings.draw(choices));
        numbers.put("trafficMillis", choices.between(20, 200));
        hurry(numbers);
        Settings settings = Settings.of(new Plan(numbers, List.of()));
        for (int replica = 2; replica < 2 + settings.replicas(); replica++) {
            actions.add(draw.replicate("n" + replica));
        }
        long length = choices.between(5, 60) * SECOND;
        topologies(settings, length);
        operators(settings, length);
        actions.addAll(draw.passwords(numbers, Performance.CURTAIN + length));
        if (!shouldSpareEverything()) {
            faults(settings, length);
            resets(settings, length);
            cuts(settings, length);
            flakyDisks(settings, length);
        }
        boolean clocks = actions.stream().anyMatch(a -> a.kind().equals(ChaosFaults.CLOCK_DRIFT));
        numbers.put("slowClockPpm", clocks ? SLOW_PPM : 0);
        return new Plan(numbers, actions);
    }

    /** Most runs have links on which a full sync takes at most a few seconds, so that more happens in them. */
    private void hurry(Map<String, Long> numbers) {
        if (choices.chance(0.7)) {
            numbers.put("bytesPerSecond", numbers.getOrDefault("bytesPerSecond", 0L) * 8);
        }
    }

    private boolean shouldSpareEverything() {
        return choices.chance(0.1);
    }

    private boolean shouldHave() {
        return choices.chance(0.5);
    }

    private long moment(long length) {
        return moment(choices, 100, length);
    }

    private static long moment(Choices from, long leastMillis, long length) {
        return Performance.CURTAIN + from.between(leastMillis, length / MILLI) * MILLI;
    }

    private String node(Settings settings) {
        return node(choices, settings);
    }

    private static String node(Choices from, Settings settings) {
        return "n" + (1 + from.below((int) settings.nodes()));
    }

    private void topologies(Settings settings, long length) {
        long changes = shouldHave() ? choices.between(1, 5) : 0;
        for (int i = 0; i < changes; i++) {
            actions.add(draw.setnodes(moment(length), node(settings), choices.oneOf(CHANGES)));
        }
        long odd = shouldHave() ? choices.between(1, 3) : 0;
        for (int i = 0; i < odd; i++) {
            actions.add(new Action(
                    moment(length),
                    0,
                    Operators.PUSH,
                    node(settings),
                    Map.of("topology", choices.oneOf(Operators.PUSHES))));
        }
    }

    private void operators(Settings settings, long length) {
        long commands = shouldHave() ? choices.between(1, 4) : 0;
        for (int i = 0; i < commands; i++) {
            actions.add(new Action(
                    moment(length), 0, Operators.COMMAND, node(settings), Map.of("words", choices.oneOf(COMMANDS))));
        }
        if (shouldLimit()) {
            long at = moment(limits, 100, length);
            String node = node(limits, settings);
            actions.add(new Action(at, 0, Operators.COMMAND, node, Map.of("words", limits.oneOf(LIMITS))));
        }
    }

    private boolean shouldLimit() {
        return limits.chance(0.3);
    }

    private String option() {
        String option = choices.oneOf(OPTIONS);
        return option.isEmpty() && shouldChangeVersion() ? versions.oneOf(VERSIONS) : option;
    }

    private boolean shouldChangeVersion() {
        return versions.chance(0.6);
    }

    private void faults(Settings settings, long length) {
        for (List<String> group : Chaos.FAULT_GROUPS) {
            long count = shouldHave() ? choices.between(1, 2) : 0;
            for (int i = 0; i < count; i++) {
                add(fault(choices.oneOf(group), settings, moment(length)));
            }
        }
    }

    /** At most as many as there are replicas; all of them may wait for the same step. */
    private void resets(Settings settings, long length) {
        for (int replica = 2; replica < 2 + settings.replicas() && shouldResetAtAStep(); replica++) {
            long at = moment(resets, 0, length);
            long lasting = resets.between(1, 30) * SECOND;
            String command = resets.oneOf(ResetOnCommand.COMMANDS);
            String pair = "n1<->n" + replica;
            if (shouldResetBefore()) {
                actions.add(new Action(at, 0, Faults.RESET, pair));
            }
            actions.add(new Action(at, lasting, ResetOnCommand.KIND, pair, Map.of("command", command)));
        }
    }

    /** So that the replica takes its steps again. */
    private boolean shouldResetBefore() {
        return resets.chance(0.7);
    }

    private boolean shouldResetAtAStep() {
        return resets.chance(0.4);
    }

    /** On the way from a master to a replica, after a number of bytes of any magnitude. */
    private void cuts(Settings settings, long length) {
        for (int replica = 2; replica < 2 + settings.replicas() && shouldCut(); replica++) {
            long at = moment(cuts, 0, length);
            long lasting = cuts.between(1_000, 8_000) * MILLI;
            long bytes = cuts.between(0, 1L << cuts.between(4, 18));
            actions.add(with(at, lasting, CutAfter.KIND, "n1->n" + replica, "bytes", bytes));
        }
    }

    private boolean shouldCut() {
        return cuts.chance(0.3);
    }

    /** Of any node, with any share of its writes refused. Who has seen that restarts the node when it is over. */
    private void flakyDisks(Settings settings, long length) {
        for (int i = 0; i < settings.nodes() && shouldBeFlaky(); i++) {
            long at = moment(flaky, 0, length);
            long lasting = flaky.between(100, 20_000) * MILLI;
            String node = node(flaky, settings);
            add(with(at, lasting, DiskFaults.FLAKY, node, "percent", flaky.between(1, 60)));
            if (shouldRestartAfterwards()) {
                long after = at + lasting + flaky.between(1_001, 6_000) * MILLI;
                add(new Action(after, 0, ChaosFaults.RESTART, node, Map.of("option", "")));
            }
        }
    }

    private boolean shouldBeFlaky() {
        return flaky.chance(0.4);
    }

    private boolean shouldRestartAfterwards() {
        return flaky.chance(0.5);
    }

    /** A node that is stopped, or about to, is not stopped a second time meanwhile. */
    private void add(Action action) {
        boolean clash = ChaosFaults.STOPPING.contains(action.kind())
                && actions.stream()
                        .anyMatch(a -> ChaosFaults.STOPPING.contains(a.kind())
                                && a.target().equals(action.target())
                                && a.atNanos() <= action.endNanos() + SECOND
                                && action.atNanos() <= a.endNanos() + SECOND);
        if (!clash) {
            actions.add(action);
        }
    }

    private Action fault(String kind, Settings settings, long at) {
        String node = node(settings);
        String other = other(node, settings);
        String pair = node + "<->" + other;
        return switch (kind) {
            case Faults.DROP -> new Action(at, outage(), kind, pair);
            case Faults.DROP_ONE_WAY, Faults.DROP_SYN -> new Action(at, outage(), kind, node + "->" + other);
            case Faults.RESET -> new Action(at, 0, kind, pair);
            case Faults.DELAY -> with(at, outage(), kind, pair, "delayNanos", choices.between(10, 3_000) * MILLI);
            case ChaosFaults.LOSE -> with(at, outage(), kind, pair, "percent", choices.between(1, 30));
            case ChaosFaults.SLOW -> with(at, outage() / 2, kind, node, "stopMillis", choices.between(10, 95));
            case ChaosFaults.KILL_AT -> with(at, outage(), kind, node, "events", choices.between(1, 200));
            case ChaosFaults.POWER_LOSS -> with(at, outage(), kind, node, "keptPercent", choices.between(0, 100));
            case ChaosFaults.BIT_ROT -> new Action(at, outage(), kind, node, rot());
            case ChaosFaults.BIT_ROT_FETCHED -> new Action(at, 0, kind, node, rot());
            case ChaosFaults.RESTART -> new Action(at, 0, kind, node, Map.of("option", option()));
            case ChaosFaults.CLOCK_JUMP -> with(at, outage(), kind, node, "skewNanos", skew());
            case ChaosFaults.CLOCK_DRIFT -> with(at, outage(), kind, node, "ppm", choices.between(-SLOW_PPM, SLOW_PPM));
            case DiskFaults.SLOW -> with(at, outage(), kind, node, "delayNanos", choices.between(1, 100) * MILLI);
            default -> new Action(at, outage(), kind, node);
        };
    }

    private Map<String, String> rot() {
        return Map.of("files", choices.oneOf(BitRot.KINDS), "place", Long.toString(choices.between(0, 999)));
    }

    private static Action with(long at, long lasting, String kind, String target, String argument, long value) {
        return new Action(at, lasting, kind, target, Map.of(argument, Long.toString(value)));
    }

    private String other(String node, Settings settings) {
        String other = node(settings);
        return other.equals(node) ? (node.equals("n1") ? "n2" : "n1") : other;
    }

    private long outage() {
        return choices.chance(0.8) ? choices.between(50, 8_000) * MILLI : choices.between(8, 60) * SECOND;
    }

    private long skew() {
        return choices.between(-3_600, 3_600) * SECOND;
    }
}
