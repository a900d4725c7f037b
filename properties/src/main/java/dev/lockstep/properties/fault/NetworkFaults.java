package dev.lockstep.properties.fault;

import dev.lockstep.core.Host;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;
import java.util.function.Function;

/** Faults of the network between nodes. {@link ResetOnCommand} and {@link CutAfter} hit a place in a stream. */
public final class NetworkFaults {
    /** Packets between two nodes vanish, both ways. Target {@code a<->b}. */
    public static final String DROP = "drop";
    /** Packets from one node to another vanish. Target {@code a->b}. */
    public static final String DROP_ONE_WAY = "drop-one-way";
    /** What opens connections vanishes; open ones go on. Target {@code a->b}. */
    public static final String DROP_SYN = "drop-syn";
    /** A node is cut off from everybody. */
    public static final String ISOLATE = "isolate";
    /** Packets between two nodes arrive late; argument {@code delayNanos}. Target {@code a<->b}. */
    public static final String DELAY = "delay";
    /** All connections between two nodes are reset, once. Target {@code a<->b}. */
    public static final String RESET = "reset";
    /** Packets between two nodes are lost at random; argument {@code percent}. Target {@code a<->b}. */
    public static final String LOSE = "lose";

    private static final long MOST_DELAY = 1_000_000_000_000_000_000L - 1;

    /** All of them. */
    static final List<FaultKind> ALL = List.of(
            rule(
                    DROP,
                    Targets.BOTH,
                    a -> "packets " + a.target() + " vanish",
                    (a, from, to, bed) -> Rules.drop(from, to)),
            rule(
                    DROP_ONE_WAY,
                    Targets.ONE,
                    a -> "packets " + a.target() + " vanish, those back arrive",
                    (a, from, to, bed) -> Rules.oneWay(from, to)),
            rule(
                    DROP_SYN,
                    Targets.ONE,
                    a -> "new connections " + a.target() + " are swallowed, open ones go on",
                    (a, from, to, bed) -> Rules.dropSyn(from, to)),
            rule(
                            DELAY,
                            Targets.BOTH,
                            a -> "packets " + a.target() + " arrive " + a.argument("delayNanos") + " ns late",
                            (a, from, to, bed) -> Rules.delay(from, to, Targets.number(a, "delayNanos")))
                    .with(Targets.number("delayNanos", 0, MOST_DELAY)),
            rule(
                            LOSE,
                            Targets.BOTH,
                            a -> a.argument("percent") + " % of the packets " + a.target() + " are lost",
                            NetworkFaults::lose)
                    .with(Targets.number("percent", 0, 90)),
            FaultKind.between(
                    RESET, Targets.BOTH, a -> "all connections " + a.target() + " are reset", NetworkFaults::reset),
            FaultKind.ofNode(
                    ISOLATE,
                    a -> a.target() + " is cut off from everybody",
                    FaultKind.excused((a, node, bed) -> inForce(Rules.isolate(node.host()), bed))));

    private NetworkFaults() {}

    /** Makes a rule of two hosts. */
    @FunctionalInterface
    private interface PairRule {
        Rule of(Action action, Host from, Host to, Testbed testbed);
    }

    private static FaultKind rule(String name, String arrow, Function<Action, String> sentence, PairRule rule) {
        return FaultKind.between(
                name,
                arrow,
                sentence,
                (action, from, to, testbed) -> inForce(rule.of(action, from, to, testbed), testbed));
    }

    private static Runnable inForce(Rule rule, Testbed testbed) {
        Guard guard = testbed.network().rule(rule);
        return guard::close;
    }

    private static Rule lose(Action action, Host from, Host to, Testbed testbed) {
        double share = Targets.number(action, "percent") / 100.0;
        return Rules.lose(from, to, share, testbed.simulation().choices("lose"));
    }

    private static Runnable reset(Action action, Host from, Host to, Testbed testbed) {
        testbed.network().reset(from, to);
        return FaultKind::nothing;
    }
}
