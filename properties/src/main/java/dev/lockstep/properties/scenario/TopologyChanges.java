package dev.lockstep.properties.scenario;

import dev.lockstep.properties.client.Controller;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.fault.Targets;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;

/** The topology changes of a plan: an action {@code setnodes} with a target node and an argument {@code topology}. */
final class TopologyChanges {
    /** The kind of the action. */
    static final String KIND = "setnodes";
    /** The argument that says what the target becomes. */
    static final String ARGUMENT = "topology";

    /** The argument that says who is told now; the others learn of it when all is over. */
    static final String TOLD = "told";
    /** Only the target, as when the controller dies in the middle. */
    static final String TARGET = "target";
    /** Every node of the new topology. */
    static final String ALL = "all";

    /** The target replicates n1. */
    static final String REPLICATE = "replicate";
    /** The target becomes master of all slots. */
    static final String BECOME_MASTER = "become-master";
    /** The target follows the last node, which has no data. */
    static final String FOLLOW_OTHER = "follow-other";
    /** The target is not part of the new topology. */
    static final String LEAVE = "leave";
    /** A new version that says the same. */
    static final String UNCHANGED = "unchanged";

    /** The lower half of the slots is served by nobody any more. */
    static final String FEWER_SLOTS = "fewer-slots";
    /** All slots are served again. */
    static final String ALL_SLOTS = "all-slots";

    /** All that a target can be told. */
    static final List<String> TOPOLOGIES =
            List.of(REPLICATE, BECOME_MASTER, FOLLOW_OTHER, LEAVE, UNCHANGED, FEWER_SLOTS, ALL_SLOTS);

    private final Testbed testbed;
    private final Controller controller;

    TopologyChanges(Testbed testbed, Controller controller) {
        this.testbed = testbed;
        this.controller = controller;
    }

    /** Carries an action out. */
    void begin(Action action) {
        SimulatedNode target = testbed.node(action.target());
        Topology now = controller.wanted();
        Topology next = switch (action.argument(ARGUMENT)) {
            case REPLICATE -> now.replicate(target);
            case BECOME_MASTER -> now.promote(target);
            case FOLLOW_OTHER -> now.follow(target, last());
            case LEAVE -> now.without(target);
            case FEWER_SLOTS -> now.serving("8192-16383");
            case ALL_SLOTS -> now.serving("0-16383");
            default -> now.unchanged();
        };
        boolean all = action.argument(TOLD).equals(ALL);
        controller.change(next, all ? next.members() : List.of(target));
    }

    /** An action in words. */
    static String sentence(Action action) {
        String node = action.target();
        String told = action.argument(TOLD).equals(ALL) ? "every node" : node + " alone";
        return "the controller tells " + told + " that "
                + switch (action.argument(ARGUMENT)) {
                    case REPLICATE -> node + " replicates n1";
                    case BECOME_MASTER -> node + " is master of all slots";
                    case FOLLOW_OTHER -> node + " follows the last node, which has no data";
                    case LEAVE -> node + " is no longer part of the cluster";
                    case FEWER_SLOTS -> "the lower half of the slots is served by nobody";
                    case ALL_SLOTS -> "all slots are served";
                    default -> "nothing changes, in a new version";
                };
    }

    private SimulatedNode last() {
        return testbed.node("n" + testbed.nodes().size());
    }

    /**
     * Checks an action.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        Targets.checkNode(action, action.target(), nodes);
        String topology = action.argument(ARGUMENT);
        if (!TOPOLOGIES.contains(topology)) {
            throw new IllegalArgumentException("topology of " + KIND + " at " + action.atNanos() + " ns is " + topology
                    + ", expected one of " + TOPOLOGIES);
        }
        String told = action.argument(TOLD);
        if (!told.equals(TARGET) && !told.equals(ALL)) {
            throw new IllegalArgumentException("told of " + KIND + " at " + action.atNanos() + " ns is " + told
                    + ", expected " + TARGET + " or " + ALL);
        }
    }
}
