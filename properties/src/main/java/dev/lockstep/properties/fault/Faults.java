package dev.lockstep.properties.fault;

import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All faults. The kind of an action that is given must be one of {@link #KINDS}. */
public final class Faults {
    private static final Map<String, FaultKind> BY_NAME = byName();

    /** All kinds. */
    public static final Set<String> KINDS = Collections.unmodifiableSet(BY_NAME.keySet());

    /** The kinds that every scenario knows. */
    public static final List<String> COMMON = List.of(
            NetworkFaults.DROP,
            NetworkFaults.DROP_ONE_WAY,
            NetworkFaults.DROP_SYN,
            NetworkFaults.ISOLATE,
            NetworkFaults.DELAY,
            NetworkFaults.RESET,
            ProcessFaults.PAUSE,
            ProcessFaults.POWER_OFF);

    /** Kinds after which the node has an empty disk. */
    public static final List<String> EMPTYING = List.of(ProcessFaults.NEW_DISK, DiskFaults.BIT_ROT);

    private Faults() {}

    private static Map<String, FaultKind> byName() {
        Map<String, FaultKind> all = new LinkedHashMap<>();
        Stream.of(
                        NetworkFaults.ALL,
                        List.of(ResetOnCommand.FAULT, CutAfter.FAULT),
                        ProcessFaults.ALL,
                        DiskFaults.ALL,
                        ClockFaults.ALL)
                .flatMap(List::stream)
                .forEach(kind -> all.put(kind.name(), kind));
        return all;
    }

    private static FaultKind kind(Action action) {
        FaultKind kind = BY_NAME.get(action.kind());
        if (kind == null) {
            throw new IllegalArgumentException("there is no fault " + action.kind() + ", expected one of " + KINDS);
        }
        return kind;
    }

    /** Begins a fault; what it returns ends it. One that cannot happen now does nothing. */
    public static Runnable begin(Action action, Testbed testbed) {
        return kind(action).beginning().begin(action, testbed);
    }

    /** Whether it needs the process of its target for itself: no two of these may overlap. */
    public static boolean stops(Action action) {
        FaultKind kind = BY_NAME.get(action.kind());
        return kind != null && kind.stops();
    }

    /** A fault in words. */
    public static String sentence(Action action) {
        return kind(action).sentence().apply(action);
    }

    /**
     * Checks a fault of a plan.
     *
     * @param nodes how many there are
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    public static void check(Action action, long nodes) {
        kind(action).checking().check(action, nodes);
    }
}
