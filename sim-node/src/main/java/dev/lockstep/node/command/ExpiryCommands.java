package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Keys;
import dev.lockstep.node.data.Metadata;
import dev.lockstep.node.resp.RespWriter;
import java.util.List;

/** When keys expire (Kvrocks cmd_key.cc). */
final class ExpiryCommands {
    private static final int SECOND = 1000;

    List<Command> all() {
        return List.of(
                Command.writes("expire", 3, KeyPositions.FIRST, words -> {
                    long amount = words.integer(2);
                    return (db, out) -> expire(db, words, Expiry.after(amount, SECOND), out);
                }),
                Command.writes("pexpire", 3, KeyPositions.FIRST, words -> {
                    long amount = words.integer(2);
                    return (db, out) -> expire(db, words, Expiry.after(amount, 1), out);
                }),
                Command.writes("expireat", 3, KeyPositions.FIRST, words -> {
                    long moment = words.number(2);
                    return (db, out) -> expire(db, words, Expiry.at(moment, SECOND), out);
                }),
                Command.writes("pexpireat", 3, KeyPositions.FIRST, words -> {
                    long moment = words.number(2);
                    return (db, out) -> expire(db, words, Expiry.at(moment, 1), out);
                }),
                Command.writes("persist", 2, KeyPositions.FIRST, words -> (db, out) -> persist(db, words, out)),
                Command.reads("ttl", 2, KeyPositions.FIRST, words -> (db, out) -> left(db, words, SECOND, out)),
                Command.reads("pttl", 2, KeyPositions.FIRST, words -> (db, out) -> left(db, words, 1, out)),
                Command.reads(
                        "expiretime", 2, KeyPositions.FIRST, words -> (db, out) -> moment(db, words, SECOND, out)),
                Command.reads("pexpiretime", 2, KeyPositions.FIRST, words -> (db, out) -> moment(db, words, 1, out)));
    }

    private static void expire(Database db, Arguments words, long expireAt, RespWriter out) {
        out.integer(new Keys(db).expire(words.bytes(1), Math.max(1, expireAt)) ? 1 : 0);
    }

    private static void persist(Database db, Arguments words, RespWriter out) {
        Metadata found = db.find(words.bytes(1));
        boolean changes = found != null && found.expireAt() != 0;
        out.integer(changes && new Keys(db).expire(words.bytes(1), 0) ? 1 : 0);
    }

    private static void left(Database db, Arguments words, int unitMillis, RespWriter out) {
        Metadata found = db.find(words.bytes(1));
        if (found == null || found.expireAt() == 0) {
            out.integer(found == null ? -2 : -1);
        } else {
            long left = found.expireAt() - Database.now();
            out.integer((left + unitMillis / 2) / unitMillis);
        }
    }

    private static void moment(Database db, Arguments words, int unitMillis, RespWriter out) {
        Metadata found = db.find(words.bytes(1));
        if (found == null || found.expireAt() == 0) {
            out.integer(found == null ? -2 : -1);
        } else {
            out.integer(found.expireAt() / unitMillis);
        }
    }
}
