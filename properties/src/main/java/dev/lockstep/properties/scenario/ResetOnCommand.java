package dev.lockstep.properties.scenario;

import dev.lockstep.properties.check.Check;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;
import java.util.Locale;

/**
 * A fault that hits a step of the protocol: once the first node has executed a command, and before anything it has begun goes on, all
 * connections between the two nodes are reset. Only the first time while the fault is in force.
 */
final class ResetOnCommand implements Check {
    /** Target {@code a<->b}, argument {@code command}, one of {@link #COMMANDS}. */
    static final String KIND = "reset-on-command";

    /** What a replica sends its master. */
    static final List<String> COMMANDS = List.of("PSYNC", "REPLCONF", "_DB_NAME", "_FETCH_META", "_FETCH_FILE");

    private final Testbed testbed;
    private final SimulatedNode node;
    private final SimulatedNode other;
    private final String command;
    private boolean over;

    private ResetOnCommand(Testbed testbed, Action action) {
        String[] names = Faults.names(action);
        this.testbed = testbed;
        this.node = testbed.node(names[0]);
        this.other = testbed.node(names[1]);
        this.command = action.argument("command");
    }

    /** Begins it; what it returns ends it. */
    static Runnable begin(Action action, Testbed testbed) {
        ResetOnCommand fault = testbed.watch(new ResetOnCommand(testbed, action));
        return () -> fault.over = true;
    }

    @Override
    public void command(SimulatedNode where, String name, String replyHead) {
        if (!over && where == node && name.toUpperCase(Locale.ROOT).equals(command)) {
            over = true;
            testbed.network().reset(node.host(), other.host());
        }
    }

    /** The fault in words. */
    static String sentence(Action action) {
        String[] names = Faults.names(action);
        return "all connections " + names[1] + "<->" + names[0] + " are reset once " + names[0] + " has executed "
                + action.argument("command");
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        Faults.checkPair(action, nodes);
        if (!COMMANDS.contains(action.argument("command"))) {
            throw new IllegalArgumentException("command of " + KIND + " at " + action.atNanos() + " ns is "
                    + action.argument("command") + ", expected one of " + COMMANDS);
        }
    }
}
