package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.resp.RespWriter;
import dev.lockstep.node.store.StoreClosedException;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes requests in the order of Kvrocks: an unknown command and a missing password are answered at once; then the work lock is taken,
 * and only under it come loading, arity, the cluster's routing, the role and the command itself. Any worker may call it.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String LOADING = "LOADING kvrocks is restoring the db from backup";

    private final NodeContext node;
    private final CommandTable commands;
    private final Routing routing;

    /** The commands of {@code node}. */
    public Dispatcher(NodeContext node) {
        this.node = node;
        this.commands = new CommandTable(node);
        this.routing = new Routing(node);
    }

    /** Executes one request and adds its reply to {@code out}, unless the command takes the connection away. */
    public void execute(Session session, List<byte[]> request, RespWriter out) {
        Arguments arguments = new Arguments(request);
        Command command = commands.named(arguments.text(0));
        int before = out.size();
        if (command == null) {
            out.error(unknown(arguments));
        } else if (!admitted(session, command)) {
            out.error("NOAUTH Authentication required.");
        } else {
            underLock(session, command, arguments, out);
        }
        node.stats().commands.incrementAndGet();
        String head = out.size() > before ? out.headFrom(before) : "";
        node.observer().command(arguments.text(0).toUpperCase(Locale.ROOT), head);
    }

    private boolean admitted(Session session, Command command) {
        return session.authenticated()
                || node.config().text(Option.REQUIREPASS).isEmpty()
                || command.name().equals("auth");
    }

    private void underLock(Session session, Command command, Arguments arguments, RespWriter out) {
        boolean exclusive = command.exclusive().test(arguments);
        node.workLock().lock(exclusive);
        try {
            String refusal = refusal(session, command, arguments);
            if (refusal != null) {
                out.error(refusal);
            } else {
                run(session, command, arguments, out);
            }
        } finally {
            node.workLock().unlock(exclusive);
        }
    }

    private @Nullable String refusal(Session session, Command command, Arguments arguments) {
        if (node.loading().isOn() && !command.whileLoading()) {
            return LOADING;
        }
        if (!command.fits(arguments.size())) {
            return "ERR wrong number of arguments";
        }
        return routing.refusal(session, command, arguments);
    }

    private void run(Session session, Command command, Arguments arguments, RespWriter out) {
        try {
            if (node.config().text(Option.REQUIREPASS).isEmpty()) {
                session.authenticate();
            }
            command.body().run(session, arguments, out);
        } catch (CommandException e) {
            out.error(String.valueOf(e.getMessage()));
        } catch (StoreClosedException e) {
            out.error(LOADING);
        } catch (StoreException | IOException e) {
            out.error("ERR " + String.valueOf(e.getMessage()).replaceAll("[\r\n]", " "));
        } catch (RuntimeException e) {
            LOG.error("{} failed", command.name(), e);
            out.error("ERR internal error");
        }
    }

    private static String unknown(Arguments arguments) {
        StringBuilder words = new StringBuilder();
        for (int i = 1; i < arguments.size(); i++) {
            words.append(i == 1 ? "" : ", ")
                    .append('`')
                    .append(arguments.text(i))
                    .append('`');
        }
        String text = "ERR unknown command `" + arguments.text(0) + "`, with args beginning with: " + words;
        return text.replaceAll("[\r\n]", " ");
    }
}
