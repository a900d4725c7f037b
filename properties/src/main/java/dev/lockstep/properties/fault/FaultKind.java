package dev.lockstep.properties.fault;

import dev.lockstep.core.Host;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.function.Function;

/**
 * A kind of fault.
 *
 * @param name as in plans
 * @param stops whether it needs the process of a node for itself, and so does not happen to one that does not run
 * @param checking tells an action that is none of this kind
 * @param sentence an action in words
 * @param beginning begins it
 */
record FaultKind(
        String name, boolean stops, Checking checking, Function<Action, String> sentence, Beginning beginning) {
    /** Checks an action of a plan. */
    @FunctionalInterface
    interface Checking {
        /**
         * Checks it.
         *
         * @throws IllegalArgumentException naming what is wrong and what was expected
         */
        void check(Action action, long nodes);
    }

    /** Begins a fault. */
    @FunctionalInterface
    interface Beginning {
        /** Begins it; what it returns ends it. */
        Runnable begin(Action action, Testbed testbed);
    }

    /** Begins a fault of one node. */
    @FunctionalInterface
    interface OfNode {
        /** Begins it; what it returns ends it. */
        Runnable begin(Action action, SimulatedNode node, Testbed testbed);
    }

    /** Begins a fault between two nodes. */
    @FunctionalInterface
    interface OfPair {
        /** Begins it; what it returns ends it. */
        Runnable begin(Action action, Host from, Host to, Testbed testbed);
    }

    /** One that happens to a node, whether its process runs or not. */
    static FaultKind ofNode(String name, Function<Action, String> sentence, OfNode of) {
        return new FaultKind(
                name,
                false,
                (action, nodes) -> Targets.checkNode(action, action.target(), nodes),
                sentence,
                (action, testbed) -> of.begin(action, testbed.node(action.target()), testbed));
    }

    /** One that stops the process of a node, or needs it to go on meanwhile. */
    static FaultKind stopping(String name, Function<Action, String> sentence, OfNode of) {
        FaultKind kind = ofNode(name, sentence, (action, node, testbed) -> {
            boolean possible = node.running() && !node.host().paused();
            return possible ? of.begin(action, node, testbed) : FaultKind::nothing;
        });
        return new FaultKind(name, true, kind.checking, sentence, kind.beginning);
    }

    /** The same while nobody can blame the node for silence. */
    static OfNode excused(OfNode of) {
        return (action, node, testbed) -> {
            node.disturbance().begin();
            Runnable end = of.begin(action, node, testbed);
            return () -> {
                end.run();
                node.disturbance().end();
            };
        };
    }

    /** One between the two nodes on both sides of an arrow. */
    static FaultKind between(String name, String arrow, Function<Action, String> sentence, OfPair of) {
        return new FaultKind(
                name,
                false,
                (action, nodes) -> Targets.checkPair(action, arrow, nodes),
                sentence,
                (action, testbed) -> {
                    String[] names = Targets.names(action, arrow);
                    return of.begin(
                            action,
                            testbed.node(names[0]).host(),
                            testbed.node(names[1]).host(),
                            testbed);
                });
    }

    /** The same with an argument that is checked, too. */
    FaultKind with(Checking argument) {
        return new FaultKind(
                name,
                stops,
                (action, nodes) -> {
                    checking.check(action, nodes);
                    argument.check(action, nodes);
                },
                sentence,
                beginning);
    }

    /** Ends a fault that has no end. */
    static void nothing() {}
}
