package dev.lockstep.node.command;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All commands by name. */
final class CommandTable {
    private final Map<String, Command> commands = new HashMap<>();

    CommandTable(NodeContext node, TransactionCommands.Executor executor, ScriptCommands.Executor scripted) {
        addAll(new ServerCommands(node).all());
        addAll(new StringCommands(node).all());
        addAll(new NumberCommands().all());
        addAll(new KeyCommands(node).all());
        addAll(new ExpiryCommands().all());
        addAll(new HashCommands(node).all());
        addAll(new ListCommands(node).all());
        addAll(new BlockingListCommands(node).all());
        addAll(new SetCommands(node).all());
        addAll(new SortedSetCommands(node).all());
        addAll(new SortedSetRangeCommands().all());
        addAll(new SortedSetAlgebraCommands().all());
        addAll(new TransactionCommands(node, executor).all());
        addAll(new ScriptCommands(node, scripted).all());
        addAll(new PubSubCommands(node).all());
        addAll(new NamespaceCommands(node).all());
        addAll(new AdminCommands(node).all());
        addAll(new HelpCommands(this).all());
        addAll(new SortCommands().all());
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

    /** How many commands there are. */
    int size() {
        return commands.size();
    }

    /** All commands by name, sorted. */
    List<Command> all() {
        return commands.values().stream()
                .sorted(java.util.Comparator.comparing(Command::name))
                .toList();
    }

    private void addAll(List<Command> family) {
        family.forEach(command -> commands.put(command.name(), command));
    }
}
