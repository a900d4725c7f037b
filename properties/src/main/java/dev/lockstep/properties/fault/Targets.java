package dev.lockstep.properties.fault;

import dev.lockstep.search.Action;

/** Whom an action of a plan is about, and its numbers. All checks throw {@link IllegalArgumentException}, naming what was expected. */
public final class Targets {
    /** Between two nodes, both ways. */
    static final String BOTH = "<->";
    /** From one node to another. */
    static final String ONE = "->";

    private Targets() {}

    /** The two nodes on both sides of an arrow. */
    static String[] names(Action action, String arrow) {
        String[] names = action.target().split(arrow, -1);
        if (names.length != 2) {
            throw new IllegalArgumentException("target of " + where(action) + " is " + action.target()
                    + ", expected two nodes as a" + arrow + "b");
        }
        return names;
    }

    /** Checks the two nodes on both sides of an arrow. */
    static void checkPair(Action action, String arrow, long nodes) {
        String[] names = names(action, arrow);
        checkNode(action, names[0], nodes);
        checkNode(action, names[1], nodes);
        if (names[0].equals(names[1])) {
            throw new IllegalArgumentException(
                    "target of " + action.kind() + " is " + action.target() + ", expected two different nodes");
        }
    }

    /** Checks the name of a node: {@code n1} to as many as there are. */
    public static void checkNode(Action action, String name, long nodes) {
        for (int i = 1; i <= nodes; i++) {
            if (name.equals("n" + i)) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "target of " + where(action) + " names node " + name + ", expected n1 to n" + nodes);
    }

    /** What checks that an argument is a whole number within bounds. */
    static FaultKind.Checking number(String argument, long low, long high) {
        return (action, nodes) -> {
            String text = action.argument(argument);
            if (!text.matches("-?[0-9]{1,18}") || Long.parseLong(text) < low || Long.parseLong(text) > high) {
                throw new IllegalArgumentException(
                        argument + " of " + where(action) + " is " + text + ", expected " + low + " to " + high);
            }
        };
    }

    /** An argument that has been checked. */
    static long number(Action action, String argument) {
        return Long.parseLong(action.argument(argument));
    }

    /** An action as errors name it. */
    static String where(Action action) {
        return action.kind() + " at " + action.atNanos() + " ns";
    }
}
