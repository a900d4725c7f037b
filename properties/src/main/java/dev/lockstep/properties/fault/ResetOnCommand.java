package dev.lockstep.properties.fault;

import dev.lockstep.core.Host;
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
public final class ResetOnCommand implements Check {
    /** Target {@code a<->b}, argument {@code command}, one of {@link #COMMANDS}. */
    public static final String KIND = "reset-on-command";

    /** What a replica sends its master. */
    public static final List<String> COMMANDS = List.of("PSYNC", "REPLCONF", "_DB_NAME", "_FETCH_META", "_FETCH_FILE");

    /** The kind. */
    static final FaultKind FAULT = FaultKind.between(
                    KIND, Targets.BOTH, ResetOnCommand::sentence, ResetOnCommand::begin)
            .with(ResetOnCommand::checkCommand);

    private final Testbed testbed;
    private final Host from;
    private final Host to;
    private final String command;
    private boolean over;

    private ResetOnCommand(Testbed testbed, Host from, Host to, String command) {
        this.testbed = testbed;
        this.from = from;
        this.to = to;
        this.command = command;
    }

    private static Runnable begin(Action action, Host from, Host to, Testbed testbed) {
        ResetOnCommand fault = testbed.watch(new ResetOnCommand(testbed, from, to, action.argument("command")));
        return () -> fault.over = true;
    }

    @Override
    public void command(SimulatedNode where, String name, String replyHead) {
        if (!over && where.host() == from && name.toUpperCase(Locale.ROOT).equals(command)) {
            over = true;
            testbed.network().reset(from, to);
        }
    }

    private static String sentence(Action action) {
        String[] names = Targets.names(action, Targets.BOTH);
        return "all connections " + names[1] + "<->" + names[0] + " are reset once " + names[0] + " has executed "
                + action.argument("command");
    }

    private static void checkCommand(Action action, long nodes) {
        if (!COMMANDS.contains(action.argument("command"))) {
            throw new IllegalArgumentException("command of " + Targets.where(action) + " is "
                    + action.argument("command") + ", expected one of " + COMMANDS);
        }
    }
}
