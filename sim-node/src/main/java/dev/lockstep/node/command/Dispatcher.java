package dev.lockstep.node.command;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.DataException;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.KeyLayout;
import dev.lockstep.node.data.Transaction;
import dev.lockstep.node.resp.RespWriter;
import dev.lockstep.node.store.StoreClosedException;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes requests in the order of Kvrocks: an unknown command and a missing password are answered at once; then the work lock is taken,
 * and only under it come loading, arity, the words, the cluster's routing, the queue of MULTI, the role and the command itself. Any worker may
 * call it.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String LOADING = "LOADING kvrocks is restoring the db from backup";

    private static final Set<String> NOT_IN_SCRIPTS = Set.of(
            ("eval evalsha eval_ro evalsha_ro script multi exec discard watch unwatch psync replconf _db_name _fetch_meta _fetch_file slaveof "
                            + "cluster clusterx subscribe unsubscribe psubscribe punsubscribe ssubscribe sunsubscribe monitor blpop brpop "
                            + "blmpop blmove bzpopmin bzpopmax bzmpop wait compact bgsave flushbackup randomkey reset quit shutdown "
                            + "applybatch")
                    .split(" "));

    private final NodeContext node;
    private final CommandTable commands;
    private final Routing routing;

    /** The commands of {@code node}. */
    public Dispatcher(NodeContext node) {
        this.node = node;
        this.commands = new CommandTable(node, this::executeQueued, this::executeScripted);
        this.routing = new Routing(node);
    }

    /** Executes one request and adds its reply to {@code out}, unless the command takes the connection away or blocks it. */
    public void execute(Session session, List<byte[]> request, RespWriter out) {
        Arguments arguments = new Arguments(request);
        int before = out.size();
        boolean queueing = session.inMulti() && !session.executing();
        boolean queued = attempt(session, arguments, out);
        if (queueing && !queued && session.inMulti()) {
            session.failMulti();
        }
        node.stats().commands.incrementAndGet();
        if (node.observer() != NodeObserver.NONE) {
            String head = out.size() > before ? out.headFrom(before) : "";
            node.observer().command(arguments.text(0).toUpperCase(Locale.ROOT), head);
        }
    }

    /** Who is told what the node does. */
    public NodeObserver observer() {
        return node.observer();
    }

    /** Tries again what a blocked client waits for; returns whether it waits no more. */
    public boolean resume(Session session, Blocked blocked, RespWriter out) {
        node.workLock().lock(false);
        try {
            renewDatabase(session);
            return blocked.attempt().succeeds(out);
        } catch (DataException e) {
            out.error(String.valueOf(e.getMessage()));
            return true;
        } catch (StoreException e) {
            LOG.debug("a blocked client goes on waiting: {}", e.getMessage());
            return false;
        } finally {
            node.workLock().unlock(false);
        }
    }

    /** A client has come. */
    public void arrived(Session session) {
        node.clientSide().clients().add(session);
    }

    /** A client begins to wait; {@code wake} makes its worker try again. */
    public void startWaiting(Session session, Blocked blocked, Runnable wake) {
        node.clientSide().waiting().add(session, blocked.keys(), wake);
        // What was pushed between the attempt and now has woken nobody.
        wake.run();
    }

    /** A client waits no more. */
    public void stopWaiting(Session session, Blocked blocked) {
        node.clientSide().waiting().remove(session, blocked.keys());
    }

    /** The client has gone: forgets all about it. */
    public void forget(Session session) {
        node.clientSide().clients().remove(session);
        node.clientSide().pubSub().forget(session);
        node.clientSide().watched().forget(session);
        if (session.isImporting()) {
            endImport(session);
        }
    }

    private void endImport(Session session) {
        node.workLock().lock(false);
        try {
            node.cluster()
                    .moves()
                    .imports()
                    .connectionClosed(session.connection().id());
        } finally {
            node.workLock().unlock(false);
        }
    }

    /** Returns whether the request was queued. */
    private boolean attempt(Session session, Arguments arguments, RespWriter out) {
        Command command = commands.named(arguments.text(0));
        if (command == null) {
            refuseUnknown(session, arguments, out);
            return false;
        }
        if (!admitted(session, command)) {
            out.error("NOAUTH Authentication required.");
            return false;
        }
        boolean locked = !session.inMulti() || command.is(Command.Flag.NEVER_QUEUED);
        boolean exclusive = command.exclusive().test(arguments);
        if (!locked || session.executing()) {
            return underLock(session, command, arguments, out);
        }
        node.workLock().lock(exclusive);
        try {
            return underLock(session, command, arguments, out);
        } finally {
            node.workLock().unlock(exclusive);
        }
    }

    private boolean admitted(Session session, Command command) {
        if (!session.authenticated() && node.config().text(Option.REQUIREPASS).isEmpty()) {
            session.becomeAdmin();
        }
        return session.authenticated() || command.is(Command.Flag.WITHOUT_PASSWORD);
    }

    private boolean underLock(Session session, Command command, Arguments arguments, RespWriter out) {
        try {
            checkPresence(command, arguments);
            Command.Action action = command.parser().parse(arguments);
            checkRights(session, command);
            String elsewhere = routing.elsewhere(session, command, arguments);
            session.asking(false);
            refuse(elsewhere);
            if (session.inMulti() && !session.executing() && !command.is(Command.Flag.NEVER_QUEUED)) {
                enqueue(session, arguments, out);
                return true;
            }
            refuse(routing.roleRefusal(command));
            session.lastCommand(command.name());
            run(session, command, action, arguments, out);
        } catch (CommandException e) {
            out.error(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("{} failed", command.name(), e);
            out.error("ERR internal error");
        }
        return false;
    }

    private void checkPresence(Command command, Arguments arguments) throws CommandException {
        if (node.loading().isOn() && !command.whileLoading()) {
            throw CommandException.of(LOADING);
        }
        if (!command.fits(arguments.size())) {
            throw CommandException.arity();
        }
    }

    private static void checkRights(Session session, Command command) throws CommandException {
        if (session.inMulti() && command.is(Command.Flag.NOT_IN_MULTI)) {
            throw CommandException.err("Can't execute " + command.name() + " in MULTI");
        }
        if (command.is(Command.Flag.ADMIN) && !session.admin()) {
            throw CommandException.err("admin permission required to perform the command");
        }
    }

    private static void refuse(@Nullable String refusal) throws CommandException {
        if (refusal != null) {
            throw CommandException.of(refusal);
        }
    }

    private static void enqueue(Session session, Arguments arguments, RespWriter out) throws CommandException {
        if (!session.enqueue(arguments.from(0))) {
            throw CommandException.err("too many commands in a transaction");
        }
        out.simple("QUEUED");
    }

    private void run(Session session, Command command, Command.Action action, Arguments arguments, RespWriter out)
            throws CommandException {
        renewDatabase(session);
        int before = out.size();
        try {
            action.run(session, out);
            if (command.write() && node.clientSide().watched().anybody()) {
                noteChange(session, command, arguments);
            }
        } catch (DataException e) {
            fail(out, before, String.valueOf(e.getMessage()));
        } catch (StoreClosedException e) {
            fail(out, before, LOADING);
        } catch (StoreException | IOException e) {
            fail(out, before, "ERR " + String.valueOf(e.getMessage()).replaceAll("[\r\n]", " "));
        }
    }

    /** One command, one reply: that of EXEC has begun when its batch fails. */
    private static void fail(RespWriter out, int before, String error) {
        out.cut(before);
        out.error(error);
    }

    private void renewDatabase(Session session) {
        if (session.databaseOrNull() == null && session.authenticated()) {
            session.database(database(session.namespace(), session.transaction()));
        }
    }

    private Database database(String namespace, @Nullable Transaction transaction) {
        return new Database(
                node.store(),
                new KeyLayout(namespace, node.config().yes(Option.CLUSTER_ENABLED)),
                node.clientSide().versions(),
                node.replicationId()::sign,
                transaction);
    }

    private void noteChange(Session session, Command command, Arguments arguments) {
        List<byte[]> keys = command.keys().of(arguments);
        if (keys.isEmpty()) {
            node.clientSide().watched().allChanged();
        } else {
            node.clientSide()
                    .watched()
                    .changed(keys.stream()
                            .map(key -> StoredKey.text(session.database(), key))
                            .toList());
        }
    }

    /** EXEC: under the exclusive work lock, as one batch. */
    private void executeQueued(Session session, RespWriter out) {
        List<List<byte[]>> requests = session.queued();
        out.array(requests.size());
        Transaction transaction = new Transaction();
        session.executing(true, transaction);
        try {
            for (List<byte[]> request : requests) {
                execute(session, request, out);
            }
            database(session.namespace(), null).end(transaction);
        } finally {
            session.executing(false, null);
        }
    }

    /** A command that a script gives: under the lock of the script, never queued, refusals and errors as exceptions (Kvrocks RedisGenericCommand). */
    private void executeScripted(Session session, Arguments words, ScriptCommands.Run script, RespWriter out)
            throws CommandException {
        Command command = commands.named(words.text(0));
        if (command == null) {
            throw CommandException.of("Unknown Redis command called from Lua script");
        }
        if (script.onlyReads() && command.write()) {
            throw CommandException.of("Write commands are not allowed from read-only scripts");
        }
        if (!command.fits(words.size())) {
            throw CommandException.of("Wrong number of args calling Redis command From Lua script");
        }
        if (NOT_IN_SCRIPTS.contains(command.name())) {
            throw CommandException.of("This Redis command is not allowed from scripts");
        }
        refuse(routing.elsewhere(session, command, words, script));
        refuse(routing.roleRefusal(command));
        try {
            checkRights(session, command);
            run(session, command, command.parser().parse(words), words, out);
        } catch (CommandException e) {
            throw CommandException.of(String.valueOf(e.getMessage()).replaceFirst("^ERR ", ""));
        }
        if (out.headFrom(0).startsWith("-")) {
            throw CommandException.of(out.headFrom(0).substring(1).replaceFirst("^ERR ", ""));
        }
    }

    /** The lines of an HTTP request come from a web page that wants to command the node, so its body is not looked at (Redis, Kvrocks). */
    private static void refuseUnknown(Session session, Arguments arguments, RespWriter out) {
        if (arguments.is(0, "post") || arguments.is(0, "host:")) {
            LOG.warn("client {} sends HTTP and is closed", session.connection().address());
            session.connection().closeAfterReply();
        } else {
            out.error(unknown(arguments));
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
