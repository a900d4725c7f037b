package dev.lockstep.properties.scenario;

import dev.lockstep.net.Guard;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;

/** The kinds of faults in a plan: how each begins, and how it ends. */
final class Faults {
    /** Packets between two nodes vanish, both ways. Target {@code a<->b}. */
    static final String DROP = "drop";
    /** Packets from one node to another vanish. Target {@code a->b}. */
    static final String DROP_ONE_WAY = "drop-one-way";
    /** What opens connections vanishes; open ones go on. Target {@code a->b}. */
    static final String DROP_SYN = "drop-syn";
    /** A node is cut off from everybody. */
    static final String ISOLATE = "isolate";
    /** Packets between two nodes arrive late; argument {@code delayNanos}. Target {@code a<->b}. */
    static final String DELAY = "delay";
    /** All connections between two nodes are reset, once. Target {@code a<->b}. */
    static final String RESET = "reset";
    /** A process is stopped and goes on. */
    static final String PAUSE = "pause";
    /** A node loses power and gets it back. */
    static final String POWER_OFF = "power-off";

    /** All kinds. */
    static final List<String> KINDS = List.of(DROP, DROP_ONE_WAY, DROP_SYN, ISOLATE, DELAY, RESET, PAUSE, POWER_OFF);

    private static final String BOTH = "<->";
    /** The arrow of a target from one node to another. */
    static final String ONE = "->";

    private final Testbed testbed;

    Faults(Testbed testbed) {
        this.testbed = testbed;
    }

    /** Begins a fault; what it returns ends it. */
    Runnable begin(Action action) {
        return switch (action.kind()) {
            case DROP -> rule(pair(action, BOTH, Rules::drop));
            case DROP_ONE_WAY -> rule(pair(action, ONE, Rules::oneWay));
            case DROP_SYN -> rule(pair(action, ONE, Rules::dropSyn));
            case DELAY ->
                rule(pair(action, BOTH, (a, b) -> Rules.delay(a, b, Long.parseLong(action.argument("delayNanos")))));
            case ISOLATE -> isolate(testbed.node(action.target()));
            case RESET -> reset(action);
            case PAUSE -> pause(testbed.node(action.target()));
            case POWER_OFF -> powerOff(testbed.node(action.target()));
            default -> throw new IllegalArgumentException(unknown(action));
        };
    }

    private Runnable rule(Rule rule) {
        Guard guard = testbed.network().rule(rule);
        return guard::close;
    }

    private Runnable isolate(SimulatedNode node) {
        node.disturbance().begin();
        Runnable lift = rule(Rules.isolate(node.host()));
        return () -> {
            lift.run();
            node.disturbance().end();
        };
    }

    private Runnable reset(Action action) {
        String[] names = names(action);
        testbed.network()
                .reset(testbed.node(names[0]).host(), testbed.node(names[1]).host());
        return () -> {};
    }

    private static Runnable pause(SimulatedNode node) {
        node.pause();
        return node::resume;
    }

    private static Runnable powerOff(SimulatedNode node) {
        node.powerOff();
        return node::powerOn;
    }

    /** Makes a rule of two hosts. */
    @FunctionalInterface
    private interface PairRule {
        Rule of(dev.lockstep.core.Host a, dev.lockstep.core.Host b);
    }

    private Rule pair(Action action, String arrow, PairRule rule) {
        String[] names = names(action, arrow);
        return rule.of(testbed.node(names[0]).host(), testbed.node(names[1]).host());
    }

    /** The two nodes of a fault whose target is {@code a<->b}. */
    static String[] names(Action action) {
        return names(action, BOTH);
    }

    /** The two nodes of a fault on both sides of an arrow. */
    static String[] names(Action action, String arrow) {
        String[] names = action.target().split(arrow, -1);
        if (names.length != 2) {
            throw new IllegalArgumentException("target of " + action.kind() + " at " + action.atNanos() + " ns is "
                    + action.target() + ", expected two nodes as a" + arrow + "b");
        }
        return names;
    }

    /**
     * Checks a fault of a plan.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        switch (action.kind()) {
            case DROP, RESET -> checkPair(action, nodes);
            case DELAY -> {
                checkPair(action, nodes);
                checkDelay(action);
            }
            case DROP_ONE_WAY, DROP_SYN -> checkPair(action, ONE, nodes);
            case ISOLATE, PAUSE, POWER_OFF -> checkNode(action, action.target(), nodes);
            default -> throw new IllegalArgumentException(unknown(action));
        }
    }

    /** Checks the two nodes of a fault whose target is {@code a<->b}. */
    static void checkPair(Action action, long nodes) {
        checkPair(action, BOTH, nodes);
    }

    /** Checks the two nodes of a fault on both sides of an arrow. */
    static void checkPair(Action action, String arrow, long nodes) {
        String[] names = names(action, arrow);
        checkNode(action, names[0], nodes);
        checkNode(action, names[1], nodes);
        if (names[0].equals(names[1])) {
            throw new IllegalArgumentException(
                    "target of " + action.kind() + " is " + action.target() + ", expected two different nodes");
        }
    }

    /** Checks the name of a node. */
    static void checkNode(Action action, String name, long nodes) {
        for (int i = 1; i <= nodes; i++) {
            if (name.equals("n" + i)) {
                return;
            }
        }
        throw new IllegalArgumentException("target of " + action.kind() + " at " + action.atNanos() + " ns names node "
                + name + ", expected n1 to n" + nodes);
    }

    private static void checkDelay(Action action) {
        String delay = action.argument("delayNanos");
        if (!delay.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("delayNanos of " + action.kind() + " at " + action.atNanos() + " ns is "
                    + delay + ", expected a number of ns");
        }
    }

    /** A fault in words. */
    static String sentence(Action action) {
        String target = action.target();
        return switch (action.kind()) {
            case DROP -> "packets " + target + " vanish";
            case DROP_ONE_WAY -> "packets " + target + " vanish, those back arrive";
            case DROP_SYN -> "new connections " + target + " are swallowed, open ones go on";
            case DELAY -> "packets " + target + " arrive " + action.argument("delayNanos") + " ns late";
            case ISOLATE -> target + " is cut off from everybody";
            case RESET -> "all connections " + target + " are reset";
            case PAUSE -> "the process of " + target + " is stopped";
            case POWER_OFF -> target + " has no power";
            default -> action.kind() + " " + target;
        };
    }

    private static String unknown(Action action) {
        return "action at " + action.atNanos() + " ns has kind " + action.kind() + ", expected one of " + KINDS + " or "
                + TopologyChanges.KIND;
    }
}
