package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.StringValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GET, SET, MSET, DEL, EXISTS, TYPE, DBSIZE. */
final class StringCommands {
    private static final String NOTE_DELETE = "0";
    private static final String NOTE_STRING = "1";

    private final Keyspace keys;
    private final Stats stats;
    private volatile long scanned;

    StringCommands(NodeContext node) {
        this.keys = new Keyspace(node);
        this.stats = node.stats();
    }

    List<Command> all() {
        return List.of(
                Command.read("get", 2, KeyPositions.FIRST, this::get),
                Command.write("set", -3, KeyPositions.FIRST, this::set),
                Command.write("mset", -3, KeyPositions.PAIRS, this::mset),
                Command.write("del", -2, KeyPositions.ALL, this::del),
                Command.read("exists", -2, KeyPositions.ALL, this::exists),
                Command.read("type", 2, KeyPositions.FIRST, this::type),
                Command.plain("dbsize", -1, this::dbsize));
    }

    private void get(Session session, Arguments words, RespWriter out) throws CommandException {
        reply(out, keys.findString(words.bytes(1)));
    }

    private void reply(RespWriter out, @Nullable StringValue value) {
        if (value == null) {
            stats.misses.incrementAndGet();
            out.nil();
        } else {
            stats.hits.incrementAndGet();
            out.bulk(value.payload());
        }
    }

    private void set(Session session, Arguments words, RespWriter out) throws CommandException {
        SetOptions options = SetOptions.parse(words, Keyspace.now());
        byte[] key = words.bytes(1);
        StringValue old = null;
        boolean stored = true;
        if (options.equals(SetOptions.PLAIN)) {
            store(key, StringValue.of(words.bytes(2), 0));
        } else {
            SetResult result = keys.exclusively(() -> setDependingOnOld(key, words.bytes(2), options));
            old = result.old();
            stored = result.stored();
        }
        if (options.returnOld()) {
            reply(out, old);
        } else if (stored) {
            out.simple("OK");
        } else {
            out.nil();
        }
    }

    private SetResult setDependingOnOld(byte[] key, byte[] payload, SetOptions options) throws CommandException {
        StringValue old = options.returnOld() ? keys.findString(key) : keys.find(key);
        boolean refused = old == null ? options.onlyIfPresent() : options.onlyIfAbsent();
        if (!refused) {
            long expireAt = options.keepTtl() && old != null ? old.expireAt() : options.expireAt();
            store(key, StringValue.of(payload, expireAt));
        }
        return new SetResult(old, !refused);
    }

    private record SetResult(@Nullable StringValue old, boolean stored) {}

    private void store(byte[] key, StringValue value) {
        BatchWriter batch = keys.batch(NOTE_STRING);
        keys.put(batch, key, value);
        keys.commit(batch);
    }

    private void mset(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() % 2 == 0) {
            throw CommandException.arity();
        }
        BatchWriter batch = keys.batch(NOTE_STRING);
        for (int i = 1; i < words.size(); i += 2) {
            keys.put(batch, words.bytes(i), StringValue.of(words.bytes(i + 1), 0));
        }
        keys.commit(batch);
        out.simple("OK");
    }

    private void del(Session session, Arguments words, RespWriter out) throws CommandException {
        int deleted = keys.exclusively(() -> {
            BatchWriter batch = keys.batch(NOTE_DELETE);
            for (int i = 1; i < words.size(); i++) {
                if (keys.find(words.bytes(i)) != null) {
                    keys.delete(batch, words.bytes(i));
                }
            }
            if (batch.count() > 0) {
                keys.commit(batch);
            }
            return batch.count();
        });
        out.integer(deleted);
    }

    private void exists(Session session, Arguments words, RespWriter out) {
        int found = 0;
        for (int i = 1; i < words.size(); i++) {
            found += keys.find(words.bytes(i)) == null ? 0 : 1;
        }
        out.integer(found);
    }

    private void type(Session session, Arguments words, RespWriter out) {
        StringValue value = keys.find(words.bytes(1));
        if (value == null) {
            out.simple("none");
        } else {
            out.simple(value.type() == StringValue.STRING ? "string" : "type-" + value.type());
        }
    }

    /** As in Kvrocks, DBSIZE tells what the last DBSIZE SCAN found. */
    private void dbsize(Session session, Arguments words, RespWriter out) throws CommandException {
        if (words.size() == 1) {
            out.integer(scanned);
            return;
        }
        if (words.size() > 2 || !words.is(1, "scan")) {
            throw CommandException.syntax();
        }
        long[] count = new long[1];
        keys.forEach(value -> count[0]++);
        scanned = count[0];
        out.simple("OK");
    }
}
