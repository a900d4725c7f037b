package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.fault.ClockFaults;
import dev.lockstep.properties.fault.CutAfter;
import dev.lockstep.properties.fault.DiskFaults;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.properties.fault.NetworkFaults;
import dev.lockstep.properties.fault.ProcessFaults;
import dev.lockstep.properties.fault.ResetOnCommand;
import dev.lockstep.properties.testbed.BitRot;
import dev.lockstep.search.Action;
import java.util.List;
import java.util.Map;

/** The draws of the faults of a chaos plan; each is one decision with a name. */
final class FaultDraw {
    /** By how much a clock goes wrong at most, parts per million. */
    static final long MOST_PPM = 50_000;

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** Kinds of faults, in the groups that a run has or has not. */
    private static final List<List<String>> GROUPS = List.of(
            List.of(NetworkFaults.DROP, NetworkFaults.DROP_ONE_WAY, NetworkFaults.ISOLATE, NetworkFaults.DROP_SYN),
            List.of(NetworkFaults.RESET, NetworkFaults.DELAY, NetworkFaults.LOSE),
            List.of(ProcessFaults.PAUSE, ProcessFaults.SLOW),
            List.of(ProcessFaults.POWER_OFF, ProcessFaults.KILL, ProcessFaults.KILL_AT),
            List.of(ProcessFaults.POWER_LOSS, ProcessFaults.NEW_DISK),
            List.of(DiskFaults.BIT_ROT, DiskFaults.BIT_ROT_FETCHED),
            List.of(ProcessFaults.RESTART),
            List.of(ClockFaults.JUMP, ClockFaults.DRIFT),
            List.of(DiskFaults.FULL, DiskFaults.FAILING, DiskFaults.SLOW));

    private static final List<String> OPTIONS =
            List.of("", "", "", "workers=1", "slave-read-only=yes", "max-replication-mb=1");

    /** Options in which an older or newer version differs. */
    private static final List<String> VERSIONS =
            List.of("protocol-level=0", "protocol-level=1", "migrate-type=raw-key-value", "resp3-enabled=yes");

    private final Choices choices;
    /** What was added later has streams of its own, so that the other draws of a seed are those that they were before. */
    private final Choices versions;

    private final Choices resets;
    private final Choices cuts;
    private final Choices flaky;
    private final Stage stage;
    private final List<Action> actions;

    /** Faults to be added to the actions of a plan. */
    FaultDraw(Choices choices, Stage stage, List<Action> actions) {
        this.choices = choices;
        this.versions = choices.fork("versions");
        this.resets = choices.fork("resets");
        this.cuts = choices.fork("cuts");
        this.flaky = choices.fork("flaky");
        this.stage = stage;
        this.actions = actions;
    }

    /** Draws them. */
    void addAll() {
        groups();
        resets();
        cuts();
        flakyDisks();
    }

    private void groups() {
        for (List<String> group : GROUPS) {
            long count = shouldHave() ? choices.between(1, 2) : 0;
            for (int i = 0; i < count; i++) {
                add(fault(choices.oneOf(group), stage.moment(choices, 100)));
            }
        }
    }

    private boolean shouldHave() {
        return choices.chance(0.5);
    }

    /** At most as many as there are replicas; all of them may wait for the same step. */
    private void resets() {
        for (int replica = 2; replica < 2 + stage.settings().replicas() && shouldResetAtAStep(); replica++) {
            long at = stage.moment(resets, 0);
            long lasting = resets.between(1, 30) * SECOND;
            String command = resets.oneOf(ResetOnCommand.COMMANDS);
            String pair = "n1<->n" + replica;
            if (shouldResetBefore()) {
                actions.add(new Action(at, 0, NetworkFaults.RESET, pair));
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
    private void cuts() {
        for (int replica = 2; replica < 2 + stage.settings().replicas() && shouldCut(); replica++) {
            long at = stage.moment(cuts, 0);
            long lasting = cuts.between(1_000, 8_000) * MILLI;
            long bytes = cuts.between(0, 1L << cuts.between(4, 18));
            actions.add(with(at, lasting, CutAfter.KIND, "n1->n" + replica, "bytes", bytes));
        }
    }

    private boolean shouldCut() {
        return cuts.chance(0.3);
    }

    /** Of any node, for any time, with any share of its writes refused. Some nodes are killed or restarted as soon as it is over. */
    private void flakyDisks() {
        for (int i = 0; i < stage.settings().nodes() && shouldBeFlaky(); i++) {
            long at = stage.moment(flaky, 0);
            long lasting = flaky.between(100, 200L << flaky.between(0, 7)) * MILLI;
            String node = stage.node(flaky);
            Action refusing = with(at, lasting, DiskFaults.FLAKY, node, "percent", flaky.between(1, 60));
            Action stop = stopAfter(refusing);
            if (!clashes(refusing) && !clashes(stop)) {
                actions.add(refusing);
                if (shouldStopAfterwards()) {
                    actions.add(stop);
                }
            }
        }
    }

    private Action stopAfter(Action refusing) {
        long at = refusing.endNanos() + flaky.between(1, 2_000) * MILLI;
        return shouldKill()
                ? new Action(at, flaky.between(50, 3_000) * MILLI, ProcessFaults.KILL, refusing.target())
                : new Action(at, 0, ProcessFaults.RESTART, refusing.target(), Map.of("option", ""));
    }

    private boolean shouldBeFlaky() {
        return flaky.chance(0.5);
    }

    private boolean shouldStopAfterwards() {
        return flaky.chance(0.5);
    }

    private boolean shouldKill() {
        return flaky.chance(0.6);
    }

    private void add(Action action) {
        if (!clashes(action)) {
            actions.add(action);
        }
    }

    /** A node that is stopped, or about to, is not stopped a second time meanwhile. */
    private boolean clashes(Action action) {
        return Faults.stops(action)
                && actions.stream()
                        .anyMatch(a -> Faults.stops(a)
                                && a.target().equals(action.target())
                                && a.atNanos() <= action.endNanos() + SECOND
                                && action.atNanos() <= a.endNanos() + SECOND);
    }

    private Action fault(String kind, long at) {
        String node = stage.node(choices);
        String other = stage.other(choices, node);
        String pair = node + "<->" + other;
        return switch (kind) {
            case NetworkFaults.DROP -> new Action(at, outage(), kind, pair);
            case NetworkFaults.DROP_ONE_WAY, NetworkFaults.DROP_SYN ->
                new Action(at, outage(), kind, node + "->" + other);
            case NetworkFaults.RESET -> new Action(at, 0, kind, pair);
            case NetworkFaults.DELAY ->
                with(at, outage(), kind, pair, "delayNanos", choices.between(10, 3_000) * MILLI);
            case NetworkFaults.LOSE -> with(at, outage(), kind, pair, "percent", choices.between(1, 30));
            case ProcessFaults.SLOW -> with(at, outage() / 2, kind, node, "stopMillis", choices.between(10, 95));
            case ProcessFaults.KILL_AT -> with(at, outage(), kind, node, "events", choices.between(1, 200));
            case ProcessFaults.POWER_LOSS -> with(at, outage(), kind, node, "keptPercent", choices.between(0, 100));
            case DiskFaults.BIT_ROT -> new Action(at, outage(), kind, node, rot());
            case DiskFaults.BIT_ROT_FETCHED -> new Action(at, 0, kind, node, rot());
            case ProcessFaults.RESTART -> new Action(at, 0, kind, node, Map.of("option", option()));
            case ClockFaults.JUMP -> with(at, outage(), kind, node, "skewNanos", skew());
            case ClockFaults.DRIFT -> with(at, outage(), kind, node, "ppm", choices.between(-MOST_PPM, MOST_PPM));
            case DiskFaults.SLOW -> with(at, outage(), kind, node, "delayNanos", choices.between(1, 100) * MILLI);
            default -> new Action(at, outage(), kind, node);
        };
    }

    private Map<String, String> rot() {
        return Map.of("files", choices.oneOf(BitRot.KINDS), "place", Long.toString(choices.between(0, 999)));
    }

    private String option() {
        String option = choices.oneOf(OPTIONS);
        return option.isEmpty() && shouldChangeVersion() ? versions.oneOf(VERSIONS) : option;
    }

    private boolean shouldChangeVersion() {
        return versions.chance(0.6);
    }

    private static Action with(long at, long lasting, String kind, String target, String argument, long value) {
        return new Action(at, lasting, kind, target, Map.of(argument, Long.toString(value)));
    }

    private long outage() {
        return choices.chance(0.8) ? choices.between(50, 8_000) * MILLI : choices.between(8, 60) * SECOND;
    }

    private long skew() {
        return choices.between(-3_600, 3_600) * SECOND;
    }
}
