package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.StringValue;
import java.util.List;

/** EXPIRE, PEXPIRE, PERSIST, TTL, PTTL. */
final class ExpiryCommands {
    private static final String NOTE_EXPIRE = "0 8";

    private final Keyspace keys;

    ExpiryCommands(NodeContext node) {
        this.keys = new Keyspace(node);
    }

    List<Command> all() {
        return List.of(
                Command.write("expire", 3, KeyPositions.FIRST, (session, words, out) -> expire(words, out, 1000)),
                Command.write("pexpire", 3, KeyPositions.FIRST, (session, words, out) -> expire(words, out, 1)),
                Command.write("persist", 2, KeyPositions.FIRST, (session, words, out) -> persist(words, out)),
                Command.read("ttl", 2, KeyPositions.FIRST, (session, words, out) -> ttl(words, out, 1000)),
                Command.read("pttl", 2, KeyPositions.FIRST, (session, words, out) -> ttl(words, out, 1)));
    }

    private void expire(Arguments words, RespWriter out, int unitMillis) throws CommandException {
        long limit = Long.MAX_VALUE / 4000;
        long amount = Math.clamp(words.integer(2), -limit, limit);
        long expireAt = Math.max(1, Keyspace.now() + amount * unitMillis);
        out.integer(change(words.bytes(1), expireAt) ? 1 : 0);
    }

    private void persist(Arguments words, RespWriter out) throws CommandException {
        StringValue value = keys.find(words.bytes(1));
        boolean changed = value != null && value.expireAt() != 0 && change(words.bytes(1), 0);
        out.integer(changed ? 1 : 0);
    }

    private boolean change(byte[] key, long expireAt) throws CommandException {
        return keys.exclusively(() -> {
            StringValue value = keys.find(key);
            if (value != null) {
                BatchWriter batch = keys.batch(NOTE_EXPIRE);
                keys.put(batch, key, new StringValue(value.type(), expireAt, value.payload()));
                keys.commit(batch);
            }
            return value != null;
        });
    }

    private void ttl(Arguments words, RespWriter out, int unitMillis) {
        StringValue value = keys.find(words.bytes(1));
        if (value == null) {
            out.integer(-2);
        } else if (value.expireAt() == 0) {
            out.integer(-1);
        } else {
            long left = value.expireAt() - Keyspace.now();
            out.integer((left + unitMillis / 2) / unitMillis);
        }
    }
}
