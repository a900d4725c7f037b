package dev.lockstep.properties.fault;

import java.util.List;

/** Faults of the clocks of a node. */
public final class ClockFaults {
    /** The wall clock is off; argument {@code skewNanos}. */
    public static final String JUMP = "clock-jump";
    /** Both clocks go wrong; argument {@code ppm}. */
    public static final String DRIFT = "clock-drift";

    private static final long YEAR = 365L * 24 * 3_600 * 1_000_000_000;
    private static final long MOST_PPM = 100_000;

    /** All of them. */
    static final List<FaultKind> ALL = List.of(
            FaultKind.ofNode(
                            JUMP,
                            a -> "the wall clock of " + a.target() + " is off by " + a.argument("skewNanos") + " ns",
                            (action, node, testbed) -> {
                                node.host().clock().skew(Targets.number(action, "skewNanos"));
                                return () -> node.host().clock().skew(0);
                            })
                    .with(Targets.number("skewNanos", -YEAR, YEAR)),
            FaultKind.ofNode(
                            DRIFT,
                            a -> "the clocks of " + a.target() + " go wrong by " + a.argument("ppm") + " ppm",
                            (action, node, testbed) -> {
                                node.host().clock().driftPpm(Targets.number(action, "ppm"));
                                return () -> node.host().clock().driftPpm(0);
                            })
                    .with(Targets.number("ppm", -MOST_PPM, MOST_PPM)));

    private ClockFaults() {}
}
