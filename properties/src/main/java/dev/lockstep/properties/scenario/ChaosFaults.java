package dev.lockstep.properties.scenario;

import dev.lockstep.net.Guard;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.testbed.BitRot;
import dev.lockstep.properties.testbed.Damage;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults of a chaos plan besides those of {@link Faults}: of processes, disks, clocks, and what operators do. */
final class ChaosFaults {
    /** The process is killed and started again at the end. */
    static final String KILL = "kill";
    /** Killed after the node has told {@code events} more things of itself, counted from the start; started again at the end. */
    static final String KILL_AT = "kill-at";
    /** Power is cut, and of what was not forced to the disk the end is lost; argument {@code keptPercent}. */
    static final String POWER_LOSS = "power-loss";
    /** Power is cut, and the node comes back with an empty disk. */
    static final String NEW_DISK = "new-disk";
    /**
     * A node starts again on files of which one bit has changed, and is given an empty disk at the end; arguments {@code files} (one of
     * {@link BitRot#KINDS}) and {@code place}, per mille of the file.
     */
    static final String BIT_ROT = "bit-rot";
    /** One bit of the files that a full sync has brought so far changes, at once; arguments as of {@link #BIT_ROT}. */
    static final String BIT_ROT_FETCHED = "bit-rot-fetched";
    /** An operator restarts the node; argument {@code option} is empty or an option as {@code name=value} that it has from then on. */
    static final String RESTART = "restart";
    /** The wall clock is off; argument {@code skewNanos}. */
    static final String CLOCK_JUMP = "clock-jump";
    /** Both clocks go wrong; argument {@code ppm}. */
    static final String CLOCK_DRIFT = "clock-drift";
    /** The process gets little processor time: stopped for {@code stopMillis} in each 100 ms. */
    static final String SLOW = "slow-host";
    /** Packets between two nodes are lost at random; argument {@code percent}. Target {@code a<->b}. */
    static final String LOSE = "lose";

    /** All kinds. */
    static final Set<String> KINDS = Set.of(
            KILL,
            KILL_AT,
            POWER_LOSS,
            NEW_DISK,
            BIT_ROT,
            BIT_ROT_FETCHED,
            RESTART,
            CLOCK_JUMP,
            CLOCK_DRIFT,
            SLOW,
            LOSE,
            ResetOnCommand.KIND,
            CutAfter.KIND,
            DiskFaults.FULL,
            DiskFaults.FAILING,
            DiskFaults.FLAKY,
            DiskFaults.SLOW);

    /** Kinds that need the node for themselves; one that starts on a disk it cannot write to has nobody to start it again. */
    static final Set<String> STOPPING = Set.of(
            KILL,
            KILL_AT,
            POWER_LOSS,
            NEW_DISK,
            BIT_ROT,
            RESTART,
            SLOW,
            Faults.PAUSE,
            Faults.POWER_OFF,
            DiskFaults.FULL,
            DiskFaults.FAILING,
            DiskFaults.FLAKY,
            DiskFaults.SLOW);

    /** Kinds after which the node has an empty disk. */
    static final List<String> EMPTYING = List.of(NEW_DISK, BIT_ROT);

    private static final long MILLI = 1_000_000L;
    private static final long YEAR = 365L * 24 * 3_600 * 1_000 * MILLI;

    private final Testbed testbed;
    private final Faults others;

    ChaosFaults(Testbed testbed) {
        this.testbed = testbed;
        this.others = new Faults(testbed);
    }

    /** Begins a fault; what it returns ends it. */
    Runnable begin(Action action) {
        if (action.kind().equals(LOSE)) {
            return lose(action);
        }
        if (action.kind().equals(ResetOnCommand.KIND)) {
            return ResetOnCommand.begin(action, testbed);
        }
        if (action.kind().equals(CutAfter.KIND)) {
            return CutAfter.begin(action, testbed);
        }
        if (!STOPPING.contains(action.kind()) && !KINDS.contains(action.kind())) {
            return others.begin(action);
        }
        SimulatedNode node = testbed.node(action.target());
        if (STOPPING.contains(action.kind()) && (!node.running() || node.host().paused())) {
            return ChaosFaults::nothing;
        }
        return switch (action.kind()) {
            case KILL -> stopped(node, node::kill);
            case KILL_AT -> killAt(node, number(action, "events"));
            case POWER_LOSS -> stopped(node, () -> node.powerOff(new Damage.Unforced(number(action, "keptPercent"))));
            case NEW_DISK -> stopped(node, () -> node.powerOff(Damage.ALL));
            case BIT_ROT -> {
                node.rot(rot(action));
                yield node::replaceDisk;
            }
            case BIT_ROT_FETCHED -> {
                rot(action).applyTo(node.directory().resolve("sync_checkpoint"));
                yield ChaosFaults::nothing;
            }
            case RESTART -> restart(node, action.argument("option"));
            case CLOCK_JUMP -> jump(node, number(action, "skewNanos"));
            case CLOCK_DRIFT -> drift(node, number(action, "ppm"));
            case DiskFaults.FULL, DiskFaults.FAILING, DiskFaults.FLAKY, DiskFaults.SLOW ->
                DiskFaults.begin(action, node);
            case SLOW -> new Stutter(node, number(action, "stopMillis")).begin();
            default -> others.begin(action);
        };
    }

    /** A fault in words. */
    static String sentence(Action action) {
        String node = action.target();
        return switch (action.kind()) {
            case KILL -> "the process of " + node + " is killed";
            case KILL_AT -> "the process of " + node + " is killed after " + action.argument("events") + " more events";
            case POWER_LOSS ->
                node + " has no power, and " + action.argument("keptPercent")
                        + " % are left of what it had not forced to its disk";
            case NEW_DISK -> node + " has no power, and an empty disk afterwards";
            case BIT_ROT ->
                node + " starts on files with a wrong bit in " + action.argument("files")
                        + ", and has an empty disk afterwards";
            case BIT_ROT_FETCHED ->
                "a bit changes in " + action.argument("files") + " that a full sync has brought " + node;
            case RESTART -> ("an operator restarts " + node + " " + action.argument("option")).strip();
            case CLOCK_JUMP -> "the wall clock of " + node + " is off by " + action.argument("skewNanos") + " ns";
            case CLOCK_DRIFT -> "the clocks of " + node + " go wrong by " + action.argument("ppm") + " ppm";
            case DiskFaults.FULL, DiskFaults.FAILING, DiskFaults.FLAKY, DiskFaults.SLOW -> DiskFaults.sentence(action);
            case ResetOnCommand.KIND -> ResetOnCommand.sentence(action);
            case CutAfter.KIND -> CutAfter.sentence(action);
            case SLOW -> node + " stands still for " + action.argument("stopMillis") + " ms of each 100";
            default -> action.argument("percent") + " % of the packets " + node + " are lost";
        };
    }

    /**
     * Checks a fault of a plan.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        switch (action.kind()) {
            case KILL, NEW_DISK -> Faults.checkNode(action, action.target(), nodes);
            case KILL_AT -> checkNumber(action, nodes, "events", 1, 1_000_000);
            case POWER_LOSS -> checkNumber(action, nodes, "keptPercent", 0, 100);
            case BIT_ROT, BIT_ROT_FETCHED -> checkRot(action, nodes);
            case RESTART -> checkOption(action, nodes);
            case CLOCK_JUMP -> checkNumber(action, nodes, "skewNanos", -YEAR, YEAR);
            case CLOCK_DRIFT -> checkNumber(action, nodes, "ppm", -100_000, 100_000);
            case DiskFaults.FULL, DiskFaults.FAILING, DiskFaults.FLAKY, DiskFaults.SLOW ->
                DiskFaults.check(action, nodes);
            case SLOW -> checkNumber(action, nodes, "stopMillis", 1, 99);
            case ResetOnCommand.KIND -> ResetOnCommand.check(action, nodes);
            case CutAfter.KIND -> CutAfter.check(action, nodes);
            case LOSE -> {
                Faults.checkPair(action, nodes);
                checkRange(action, "percent", 0, 90);
            }
            default -> Faults.check(action, nodes);
        }
    }

    private static void checkNumber(Action action, long nodes, String argument, long low, long high) {
        Faults.checkNode(action, action.target(), nodes);
        checkRange(action, argument, low, high);
    }

    /** Checks a number. */
    static void checkRange(Action action, String argument, long low, long high) {
        String text = action.argument(argument);
        if (!text.matches("-?[0-9]{1,18}") || Long.parseLong(text) < low || Long.parseLong(text) > high) {
            throw new IllegalArgumentException(argument + " of " + action.kind() + " at " + action.atNanos() + " ns is "
                    + text + ", expected " + low + " to " + high);
        }
    }

    private static void checkRot(Action action, long nodes) {
        checkNumber(action, nodes, "place", 0, 999);
        if (!BitRot.KINDS.contains(action.argument("files"))) {
            throw new IllegalArgumentException("files of " + action.kind() + " at " + action.atNanos() + " ns is "
                    + action.argument("files") + ", expected one of " + BitRot.KINDS);
        }
    }

    private static BitRot rot(Action action) {
        return new BitRot(action.argument("files"), number(action, "place"));
    }

    private static void checkOption(Action action, long nodes) {
        Faults.checkNode(action, action.target(), nodes);
        String option = action.argument("option");
        if (!option.isEmpty() && !option.contains("=")) {
            throw new IllegalArgumentException("option of " + action.kind() + " at " + action.atNanos() + " ns is "
                    + option + ", expected name=value or nothing");
        }
    }

    /** What begins and ends a fault that cannot happen now. */
    private static void nothing() {}

    private static Runnable stopped(SimulatedNode node, Runnable stop) {
        stop.run();
        return node::powerOn;
    }

    private static Runnable killAt(SimulatedNode node, long events) {
        boolean[] killed = new boolean[1];
        node.after(events, () -> {
            if (node.running() && !node.host().paused()) {
                killed[0] = true;
                node.kill();
            }
        });
        return () -> {
            node.after(-1, ChaosFaults::nothing);
            if (killed[0]) {
                node.powerOn();
            }
        };
    }

    private static Runnable restart(SimulatedNode node, String option) {
        String[] words = option.split("=", 2);
        node.restart(words.length == 2 ? Map.of(words[0], words[1]) : Map.of());
        return ChaosFaults::nothing;
    }

    private static Runnable jump(SimulatedNode node, long nanos) {
        node.host().clock().skew(nanos);
        return () -> node.host().clock().skew(0);
    }

    private static Runnable drift(SimulatedNode node, long ppm) {
        node.host().clock().driftPpm(ppm);
        return () -> node.host().clock().driftPpm(0);
    }

    private Runnable lose(Action action) {
        String[] names = Faults.names(action);
        Guard guard = testbed.network()
                .rule(Rules.lose(
                        testbed.node(names[0]).host(),
                        testbed.node(names[1]).host(),
                        number(action, "percent") / 100.0,
                        testbed.simulation().choices("lose")));
        return guard::close;
    }

    private static long number(Action action, String argument) {
        return Long.parseLong(action.argument(argument));
    }
}
