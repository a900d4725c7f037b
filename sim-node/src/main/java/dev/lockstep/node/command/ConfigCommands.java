package dev.lockstep.node.command;

import dev.lockstep.node.cluster.ClusterControl;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.List;

/** CONFIG GET, SET and REWRITE, which keeps the values in {@code kvrocks.conf} of the node's directory; SET needs the work lock for itself. */
final class ConfigCommands {
    private final NodeConfig config;
    private final ClusterControl cluster;

    ConfigCommands(NodeContext node) {
        this.config = node.config();
        this.cluster = node.cluster();
    }

    List<Command> all() {
        return List.of(Command.plain("config", -2, this::config)
                .exclusiveIf(words -> words.is(1, "set"))
                .with(Command.Flag.ADMIN));
    }

    private void config(Session session, Arguments words, RespWriter out) throws CommandException, IOException {
        if (words.is(1, "get")) {
            get(words, out);
        } else if (words.is(1, "set")) {
            set(words, out);
        } else if (words.is(1, "rewrite")) {
            rewrite(words, out);
        } else {
            throw CommandException.err("CONFIG subcommand must be one of GET, SET, REWRITE");
        }
    }

    private void get(Arguments words, RespWriter out) throws CommandException {
        if (words.size() != 3) {
            throw CommandException.arity();
        }
        List<String> pairs = config.matching(words.text(2));
        out.array(pairs.size());
        pairs.forEach(out::bulk);
    }

    private void rewrite(Arguments words, RespWriter out) throws CommandException, IOException {
        if (words.size() != 2) {
            throw CommandException.arity();
        }
        config.rewrite();
        out.simple("OK");
    }

    private void set(Arguments words, RespWriter out) throws CommandException, IOException {
        if (words.size() != 4) {
            throw CommandException.arity();
        }
        String refusal = config.set(words.text(2), words.text(3));
        if (refusal != null) {
            throw CommandException.err(refusal);
        }
        if (words.is(2, Option.PERSIST_CLUSTER_NODES.key())) {
            cluster.keepOrRemove();
        }
        out.simple("OK");
    }
}
