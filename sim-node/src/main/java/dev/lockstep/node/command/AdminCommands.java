package dev.lockstep.node.command;

import dev.lockstep.node.data.DataType;
import dev.lockstep.node.data.Metadata;
import dev.lockstep.node.resp.RespWriter;
import dev.lockstep.node.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the administrator does to the server: COMPACT, BGSAVE, FLUSHBACKUP, DEBUG, DISK (Kvrocks cmd_server.cc). */
final class AdminCommands {
    private static final double LONGEST_SLEEP_SECONDS = 3600;

    private final NodeContext node;

    AdminCommands(NodeContext node) {
        this.node = node;
    }

    List<Command> all() {
        return List.of(
                Command.plain("compact", 1, (session, words, out) -> compact(out)),
                Command.plain("bgsave", 1, (session, words, out) -> save(out))
                        .with(Command.Flag.ADMIN)
                        .exclusiveIf(words -> true),
                Command.plain(
                                "lastsave",
                                -1,
                                (session, words, out) ->
                                        out.integer(node.stats().lastSave.get()))
                        .with(Command.Flag.ADMIN),
                Command.plain("flushbackup", 1, (session, words, out) -> out.simple("OK"))
                        .with(Command.Flag.ADMIN),
                Command.parsed("debug", -2, AdminCommands::debug).exclusiveIf(words -> true),
                Command.reads("disk", 3, KeyPositions.of(2), AdminCommands::disk),
                Command.reads("memory", 3, KeyPositions.of(2), AdminCommands::disk));
    }

    private void compact(RespWriter out) {
        node.store().compact();
        out.simple("OK");
    }

    /** Replaces the copy of the database in the directory {@code backup} by a new one. */
    private void save(RespWriter out) throws IOException {
        Path backup = node.config().dir().resolve("backup");
        Path unfinished = node.config().dir().resolve("backup.tmp");
        Trees.delete(unfinished);
        node.store().checkpoint(unfinished);
        Trees.delete(backup);
        Files.move(unfinished, backup);
        node.stats().lastSave.set(dev.lockstep.node.data.Database.now() / 1000);
        out.simple("OK");
    }

    private static Command.Action debug(Arguments words) throws CommandException {
        String subcommand = words.text(1).toLowerCase(Locale.ROOT);
        if (subcommand.equals("sleep") && words.size() == 3) {
            double seconds = words.real(2, "invalid debug sleep time");
            return (session, out) -> sleep(seconds, out);
        }
        if (subcommand.equals("protocol") && words.size() == 3) {
            String type = words.text(2).toLowerCase(Locale.ROOT);
            return (session, out) -> protocol(type, out);
        }
        if (subcommand.equals("dbsize-limit") && words.size() == 3) {
            return (session, out) -> out.simple("OK");
        }
        throw CommandException.err("Syntax error, DEBUG SLEEP <seconds>|PROTOCOL <type>|DBSIZE-LIMIT <0|1>");
    }

    private static void sleep(double seconds, RespWriter out) {
        double bounded = Math.clamp(seconds, 0, LONGEST_SLEEP_SECONDS);
        long end = System.nanoTime() + (long) (bounded * TimeUnit.SECONDS.toNanos(1));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        out.simple("OK");
    }

    private static void protocol(String type, RespWriter out) throws CommandException {
        switch (type) {
            case "string" -> out.bulk("Hello World");
            case "integer" -> out.integer(12345);
            case "double" -> out.bulk("3.141");
            case "array", "set" -> {
                out.array(3);
                for (int i = 0; i < 3; i++) {
                    out.integer(i);
                }
            }
            case "map" -> {
                out.array(6);
                for (int i = 0; i < 3; i++) {
                    out.integer(i);
                    out.integer(i == 1 ? 1 : 0);
                }
            }
            case "bignum" -> out.bulk("1234567999999999999999999999999999999");
            case "true", "false" -> out.integer(type.equals("true") ? 1 : 0);
            case "null" -> out.nil();
            case "attrib", "verbatim" -> out.bulk("verbatim string");
            default ->
                throw CommandException.err("Wrong protocol type name. Please use one of the following: "
                        + "string|integer|double|array|set|bignum|true|false|null|attrib|verbatim");
        }
    }

    private static Command.DataAction disk(Arguments words) throws CommandException {
        if (!words.is(1, "usage")) {
            throw CommandException.err("Unknown operation");
        }
        return (db, out) -> {
            Metadata found = db.find(words.bytes(2));
            if (found == null) {
                out.nil();
            } else {
                int own = words.bytes(2).length + found.encode().length;
                out.integer(found.type() == DataType.STRING ? own : own + found.size());
            }
        };
    }
}
