package dev.lockstep.node.command;

import dev.lockstep.node.command.Command.Flag;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.master.DetachedLink;
import dev.lockstep.node.master.PsyncCheck;
import dev.lockstep.node.master.ReplicaAddress;
import dev.lockstep.node.master.ReplicationIdNote;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What replicas send: {@code _db_name}, REPLCONF, PSYNC, {@code _fetch_meta}, {@code _fetch_file} (Kvrocks cmd_replication.cc). Unlike there,
 * the database as a whole is only for the administrator: a user of one namespace must not see the others.
 */
final class SyncCommands {
    private static final int LAST_PORT = 65535;

    private final NodeContext node;

    SyncCommands(NodeContext node) {
        this.node = node;
    }

    List<Command> all() {
        return List.of(
                Command.plain("_db_name", 1, this::dbName).with(Command.Flag.NOT_IN_MULTI),
                Command.plain("replconf", -3, this::replconf),
                Command.plain("psync", -2, this::psync).with(Flag.ADMIN, Flag.NOT_IN_MULTI),
                Command.plain("_fetch_meta", 1, this::fetchMeta).with(Flag.ADMIN, Flag.NOT_IN_MULTI),
                Command.plain("_fetch_file", 2, this::fetchFile).with(Flag.ADMIN, Flag.NOT_IN_MULTI));
    }

    private void dbName(Session session, Arguments words, RespWriter out) {
        out.raw(node.config().text(Option.DB_NAME) + "\r\n");
    }

    private void replconf(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() % 2 == 0) {
            throw CommandException.arity();
        }
        String ip = session.announcedIp();
        int port = session.announcedPort();
        for (int i = 1; i < words.size(); i += 2) {
            switch (words.text(i).toLowerCase(Locale.ROOT)) {
                case "listening-port" -> port = listeningPort(words.text(i + 1));
                case "ip-address" -> ip = ipAddress(words.text(i + 1));
                default -> throw CommandException.err("unknown option");
            }
        }
        session.announcedIp(ip);
        session.announcedPort(port);
        out.simple("OK");
    }

    private static int listeningPort(String text) throws CommandException {
        try {
            return (int) Numbers.within(text, 1, LAST_PORT);
        } catch (NumberFormatException e) {
            throw CommandException.err("listening-port should be number or out of range");
        }
    }

    private static String ipAddress(String text) throws CommandException {
        if (text.isEmpty()) {
            throw CommandException.err("ip-address should not be empty");
        }
        return text;
    }

    private void psync(Session session, Arguments words, RespWriter out) throws CommandException, IOException {
        if (words.size() > 3) {
            throw CommandException.arity();
        }
        String id = words.size() == 3 ? words.text(1) : null;
        if (id != null && id.length() != ReplicationIdNote.LENGTH) {
            // Kvrocks parses the number first.
            sequence(words.text(2));
            throw CommandException.err("Wrong replication id length");
        }
        long next = sequence(words.text(words.size() - 1));
        String compared = node.config().yes(Option.USE_RSID_PSYNC) ? id : null;
        String refusal = PsyncCheck.refusal(node.store(), compared, node.replicationId()::ofHistory, next);
        if (refusal != null) {
            node.stats().syncPartialErr.incrementAndGet();
            throw CommandException.err(refusal);
        }
        DetachedLink link = session.connection().detach();
        node.stats().syncPartialOk.incrementAndGet();
        node.feeds().add(link, address(session, link), next);
    }

    private static ReplicaAddress address(Session session, DetachedLink link) {
        String ip = session.announcedIp().isEmpty() ? link.peerIp() : session.announcedIp();
        return new ReplicaAddress(ip, session.announcedPort() == 0 ? link.peerPort() : session.announcedPort());
    }

    private static long sequence(String text) throws CommandException {
        try {
            return Numbers.unsigned(text);
        } catch (NumberFormatException e) {
            throw CommandException.err("value is not an unsigned long long or out of range");
        }
    }

    private void fetchMeta(Session session, Arguments words, RespWriter out) throws IOException {
        node.stats().syncFull.incrementAndGet();
        node.fullSync().sendMeta(session.connection().detach());
    }

    private void fetchFile(Session session, Arguments words, RespWriter out) throws IOException {
        node.fullSync().sendFiles(session.connection().detach(), words.text(1));
    }
}
