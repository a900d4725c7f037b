package dev.lockstep.node.command;

import dev.lockstep.node.data.DataType;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.KeyLayout;
import dev.lockstep.node.data.Keys;
import dev.lockstep.node.data.Metadata;
import dev.lockstep.node.data.Versions;
import dev.lockstep.node.resp.RespWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The commands on keys of any type (Kvrocks cmd_key.cc and cmd_server.cc). */
final class KeyCommands {
    private static final byte[] START = {};

    private final Cursors cursors;
    private final Map<String, Long> counted = new ConcurrentHashMap<>();

    KeyCommands(NodeContext node) {
        this.cursors = node.clientSide().cursors();
    }

    List<Command> all() {
        return List.of(
                Command.writes("del", -2, KeyPositions.ALL, KeyCommands::delete),
                Command.writes("unlink", -2, KeyPositions.ALL, KeyCommands::delete),
                Command.reads("exists", -2, KeyPositions.ALL, words -> (db, out) -> exists(db, words, out)),
                Command.reads("type", 2, KeyPositions.FIRST, words -> (db, out) -> type(db, words, out)),
                Command.reads("object", 3, KeyPositions.of(2), words -> (db, out) -> object(db, words, out)),
                Command.writes("rename", 3, KeyPositions.BOTH, words -> (db, out) -> rename(db, words, out)),
                Command.writes("renamenx", 3, KeyPositions.BOTH, words -> (db, out) -> renameIfAbsent(db, words, out)),
                Command.writes("copy", -3, KeyPositions.BOTH, KeyCommands::copy),
                Command.writes(
                        "move",
                        3,
                        KeyPositions.FIRST,
                        words -> (db, out) -> out.integer(new Keys(db).exists(words.bytes(1)) ? 1 : 0)),
                Command.reads("keys", 2, KeyPositions.NONE, KeyCommands::keys),
                Command.reads("scan", -2, KeyPositions.NONE, this::scan),
                Command.reads(
                        "randomkey", 1, KeyPositions.NONE, words -> (db, out) -> out.bulkOrNil(new Keys(db).random())),
                Command.reads("dbsize", -1, KeyPositions.NONE, words -> (db, out) -> dbsize(db, words, out)),
                Command.writes("flushdb", 1, KeyPositions.NONE, words -> (db, out) -> {
                    new Keys(db).clear();
                    out.simple("OK");
                }),
                Command.writes("flushall", 1, KeyPositions.NONE, words -> (db, out) -> {
                            new Keys(db).clearAll();
                            out.simple("OK");
                        })
                        .with(Command.Flag.ADMIN));
    }

    private static Command.DataAction delete(Arguments words) {
        return (db, out) -> out.integer(new Keys(db).delete(words.from(1)));
    }

    private static void exists(Database db, Arguments words, RespWriter out) {
        out.integer(words.from(1).stream().filter(new Keys(db)::exists).count());
    }

    private static void type(Database db, Arguments words, RespWriter out) {
        Metadata found = db.find(words.bytes(1));
        out.simple(found == null ? "none" : found.type().label());
    }

    private static void object(Database db, Arguments words, RespWriter out) throws CommandException {
        if (!words.is(1, "dump")) {
            throw CommandException.err("object subcommand must be dump");
        }
        Metadata found = db.stored(words.bytes(2));
        List<String> facts = new ArrayList<>();
        if (found != null) {
            facts.addAll(List.of(
                    "namespace", db.layout().namespace(), "type", found.type().label()));
            facts.addAll(List.of("version", Long.toString(found.version())));
            facts.addAll(List.of("expire", Long.toString(found.expireAt() / 1000)));
            facts.addAll(List.of("pexpire", Long.toString(found.expireAt())));
            facts.addAll(List.of("size", Long.toString(found.size())));
            facts.addAll(List.of("is_64bit_common_field", found.wide() ? "1" : "0"));
            facts.addAll(List.of("created_at", created(found.version())));
        }
        if (found != null && found.type() == DataType.LIST) {
            facts.addAll(List.of("head", Long.toUnsignedString(found.head())));
            facts.addAll(List.of("tail", Long.toUnsignedString(found.tail())));
        }
        out.array(facts.size());
        facts.forEach(out::bulk);
    }

    private static String created(long version) {
        long micros = Versions.micros(version);
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(micros / 1_000_000), ZoneOffset.UTC);
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(time) + "." + micros % 1_000_000;
    }

    private static void rename(Database db, Arguments words, RespWriter out) throws CommandException {
        requireSource(new Keys(db).copy(words.bytes(1), words.bytes(2), true, false));
        out.simple("OK");
    }

    private static void renameIfAbsent(Database db, Arguments words, RespWriter out) throws CommandException {
        Keys.Copied copied = new Keys(db).copy(words.bytes(1), words.bytes(2), true, true);
        requireSource(copied);
        out.integer(copied == Keys.Copied.DONE ? 1 : 0);
    }

    private static Command.DataAction copy(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 3);
        boolean replace = false;
        while (words.more()) {
            if (words.eat("db")) {
                words.takeLong();
            } else if (words.eat("replace")) {
                replace = true;
            } else {
                throw CommandException.syntax();
            }
        }
        boolean overwrite = replace;
        return (db, out) -> {
            Keys.Copied copied = new Keys(db).copy(arguments.bytes(1), arguments.bytes(2), false, !overwrite);
            requireSource(copied);
            out.integer(copied == Keys.Copied.DONE ? 1 : 0);
        };
    }

    private static void requireSource(Keys.Copied copied) throws CommandException {
        if (copied == Keys.Copied.NO_SOURCE) {
            throw CommandException.err("no such key");
        }
    }

    private static Command.DataAction keys(Arguments words) throws CommandException {
        byte[] prefix = ScanWords.prefix(words.bytes(1));
        return (db, out) -> out.bulks(new Keys(db).scan(START, prefix, null, Long.MAX_VALUE));
    }

    private Command.DataAction scan(Arguments arguments) throws CommandException {
        ScanWords words = ScanWords.parse(arguments, 1, true);
        return (db, out) -> {
            byte[] after = cursors.element(words.cursor());
            List<byte[]> found = new Keys(db).scan(after, words.prefix(), words.type(), words.limit());
            words.reply(cursors, Cursors.Kind.KEYS, found, 1, out);
        };
    }

    /** As in Kvrocks, DBSIZE tells what the last DBSIZE SCAN found. */
    private void dbsize(Database db, Arguments words, RespWriter out) throws CommandException {
        KeyLayout layout = db.layout();
        if (words.size() == 1) {
            out.integer(counted.getOrDefault(layout.namespace(), 0L));
            return;
        }
        if (words.size() > 2 || !words.is(1, "scan")) {
            throw CommandException.err("DBSIZE subcommand only supports scan");
        }
        long[] count = new long[1];
        new Keys(db).forEach(START, (user, metadata) -> {
            count[0]++;
            return true;
        });
        counted.put(layout.namespace(), count[0]);
        out.simple("OK");
    }
}
