package dev.lockstep.node.command;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All commands by name. */
final class CommandTable {
    private final Map<String, Command> commands = new HashMap<>();

    CommandTable(NodeContext node) {
        addAll(new ServerCommands(node).all());
        addAll(new StringCommands(node).all());
        addAll(new ExpiryCommands(node).all());
        addAll(new ConfigCommands(node).all());
        addAll(new ClientCommands(node).all());
        addAll(new ClusterCommands(node).all());
        addAll(new ClusterxCommands(node).all());
        addAll(new RoleCommands(node).all());
        addAll(new SyncCommands(node).all());
        if (node.config().newerProtocol()) {
            addAll(new WaitCommand(node).all());
        }
    }

    @Nullable
    Command named(String name) {
        return commands.get(name.toLowerCase(Locale.ROOT));
    }

    private void addAll(List<Command> family) {
        family.forEach(command -> commands.put(command.name(), command));
    }
}
