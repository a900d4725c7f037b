package dev.lockstep.properties.fault;

import dev.lockstep.properties.testbed.Damage;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Faults of the process of a node, and of the power it needs. What is started again at the end finds the disk that it left. */
public final class ProcessFaults {
    /** A process is stopped and goes on. */
    public static final String PAUSE = "pause";
    /** The process gets little processor time: stopped for {@code stopMillis} in each 100 ms. */
    public static final String SLOW = "slow-host";
    /** A node loses power and gets it back. */
    public static final String POWER_OFF = "power-off";
    /** Power is cut, and of what was not forced to the disk the end is lost; argument {@code keptPercent}. */
    public static final String POWER_LOSS = "power-loss";
    /** Power is cut, and the node comes back with an empty disk. */
    public static final String NEW_DISK = "new-disk";
    /** The process is killed and started again at the end. */
    public static final String KILL = "kill";
    /** Killed after the node has told {@code events} more things of itself, counted from the start; started again at the end. */
    public static final String KILL_AT = "kill-at";
    /** An operator restarts the node; argument {@code option} is empty or an option as {@code name=value} that it has from then on. */
    public static final String RESTART = "restart";

    /** All of them. */
    static final List<FaultKind> ALL = List.of(
            FaultKind.stopping(PAUSE, a -> "the process of " + a.target() + " is stopped", ProcessFaults::pause),
            FaultKind.stopping(
                            SLOW,
                            a -> a.target() + " stands still for " + a.argument("stopMillis") + " ms of each 100",
                            (a, node, bed) -> new Stutter(node, Targets.number(a, "stopMillis")).begin())
                    .with(Targets.number("stopMillis", 1, 99)),
            off(POWER_OFF, a -> a.target() + " has no power", (a, node) -> node.powerOff()),
            off(
                            POWER_LOSS,
                            a -> a.target() + " has no power, and " + a.argument("keptPercent")
                                    + " % are left of what it had not forced to its disk",
                            (a, node) -> node.powerOff(new Damage.Unforced(Targets.number(a, "keptPercent"))))
                    .with(Targets.number("keptPercent", 0, 100)),
            off(
                    NEW_DISK,
                    a -> a.target() + " has no power, and an empty disk afterwards",
                    (a, node) -> node.powerOff(Damage.ALL)),
            off(KILL, a -> "the process of " + a.target() + " is killed", (a, node) -> node.kill()),
            FaultKind.stopping(
                            KILL_AT,
                            a -> "the process of " + a.target() + " is killed after " + a.argument("events")
                                    + " more events",
                            ProcessFaults::killAt)
                    .with(Targets.number("events", 1, 1_000_000)),
            FaultKind.stopping(
                            RESTART,
                            a -> ("an operator restarts " + a.target() + " " + a.argument("option")).strip(),
                            ProcessFaults::restart)
                    .with(ProcessFaults::checkOption));

    private ProcessFaults() {}

    private static FaultKind off(
            String name, Function<Action, String> sentence, BiConsumer<Action, SimulatedNode> off) {
        return FaultKind.stopping(name, sentence, (action, node, testbed) -> {
            off.accept(action, node);
            return node::powerOn;
        });
    }

    private static Runnable pause(Action action, SimulatedNode node, Testbed testbed) {
        node.pause();
        return node::resume;
    }

    private static Runnable killAt(Action action, SimulatedNode node, Testbed testbed) {
        boolean[] killed = new boolean[1];
        node.after(Targets.number(action, "events"), () -> {
            if (node.running() && !node.host().paused()) {
                killed[0] = true;
                node.kill();
            }
        });
        return () -> {
            node.after(-1, FaultKind::nothing);
            if (killed[0]) {
                node.powerOn();
            }
        };
    }

    private static Runnable restart(Action action, SimulatedNode node, Testbed testbed) {
        String[] words = action.argument("option").split("=", 2);
        node.restart(words.length == 2 ? Map.of(words[0], words[1]) : Map.of());
        return FaultKind::nothing;
    }

    private static void checkOption(Action action, long nodes) {
        String option = action.argument("option");
        if (!option.isEmpty() && !option.contains("=")) {
            throw new IllegalArgumentException(
                    "option of " + Targets.where(action) + " is " + option + ", expected name=value or nothing");
        }
    }
}
