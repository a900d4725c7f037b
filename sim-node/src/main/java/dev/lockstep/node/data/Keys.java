package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What can be done to a key whatever its type (Kvrocks redis_db.cc). Belongs to one command. */
public final class Keys {
    private static final String NOTE_EXPIRE = "8";

    private final Database database;

    /** The keys of {@code database}. */
    public Keys(Database database) {
        this.database = database;
    }

    /** Whether there is such a key. */
    public boolean exists(byte[] key) {
        return database.find(key) != null;
    }

    /** Removes keys; returns how many there were. */
    public long delete(List<byte[]> keys) {
        return database.exclusively(() -> {
            Changes changes = Changes.noted("0");
            long count = 0;
            for (byte[] key : Hashes.distinct(keys)) {
                if (exists(key)) {
                    database.delete(changes, key);
                    count++;
                }
            }
            database.commit(changes);
            return count;
        });
    }

    /** Changes when a key expires, 0 for never; returns whether there is such a key. */
    public boolean expire(byte[] key, long expireAt) {
        return database.exclusively(() -> {
            Metadata present = database.find(key);
            if (present != null) {
                Changes changes = Changes.noted("0 " + NOTE_EXPIRE);
                database.put(changes, key, present.withExpiry(expireAt));
                database.commit(changes);
            }
            return present != null;
        });
    }

    /** What became of a copy. */
    public enum Copied {
        /** It was made. */
        DONE,
        /** There is nothing to copy. */
        NO_SOURCE,
        /** The target exists. */
        EXISTS
    }

    /** Copies a value to another key, or moves it there. */
    public Copied copy(byte[] from, byte[] to, boolean move, boolean onlyIfAbsent) {
        return database.exclusively(() -> {
            Metadata source = database.find(from);
            if (source == null) {
                return Copied.NO_SOURCE;
            }
            if (onlyIfAbsent && exists(to)) {
                return Copied.EXISTS;
            }
            if (!Arrays.equals(from, to)) {
                copy(from, to, source, move);
            }
            return Copied.DONE;
        });
    }

    private void copy(byte[] from, byte[] to, Metadata source, boolean move) {
        Changes changes = Changes.of(source.type());
        if (move) {
            database.delete(changes, from);
        }
        database.put(changes, to, source);
        if (!source.type().single()) {
            copy(changes, ColumnFamily.DEFAULT, from, to, source);
        }
        if (source.type() == DataType.ZSET) {
            copy(changes, ColumnFamily.ZSET_SCORE, from, to, source);
        }
        database.commit(changes);
    }

    private void copy(Changes changes, ColumnFamily family, byte[] from, byte[] to, Metadata source) {
        Elements target = new Elements(database, family, to, source);
        new Elements(database, family, from, source).forEach((element, value) -> {
            target.put(changes, element, value);
            return true;
        });
    }

    /** The keys that begin with {@code prefix}, in stored order, after {@code cursor}; at most {@code limit}; of {@code type} unless that is null. */
    public List<byte[]> scan(byte[] cursor, byte[] prefix, @Nullable DataType type, long limit) {
        List<byte[]> found = new ArrayList<>();
        forEach(cursor, (user, metadata) -> {
            if (KeyLayout.startsWith(user, prefix) && (type == null || metadata.type() == type)) {
                found.add(user);
            }
            return found.size() < limit;
        });
        return found;
    }

    /** Sees one key and its value. */
    @FunctionalInterface
    public interface Visitor {
        /** One key. Returns whether to go on. */
        boolean key(byte[] user, Metadata metadata);
    }

    /** Visits all keys that exist, in stored order, after {@code cursor}; an empty cursor is before all. */
    public void forEach(byte[] cursor, Visitor visitor) {
        KeyLayout layout = database.layout();
        byte[] start = cursor.length == 0 ? layout.prefix() : layout.key(cursor);
        long now = Database.now();
        database.scan(ColumnFamily.METADATA, start, false, (key, stored) -> {
            if (!layout.owns(key)) {
                return false;
            }
            Metadata metadata = Metadata.decode(stored);
            boolean skipped =
                    metadata.expired(now) || metadata.hollow() || (cursor.length > 0 && Arrays.equals(key, start));
            return skipped || visitor.key(layout.user(key), metadata);
        });
    }

    /** A key drawn by lot, or null if there is none. */
    public byte @Nullable [] random() {
        List<byte[]> all = scan(new byte[0], new byte[0], null, 60);
        return all.isEmpty() ? null : all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Removes all keys of this namespace. */
    public void clear() {
        erase(database.layout().prefix());
    }

    /** Removes all keys of all namespaces. */
    public void clearAll() {
        erase(new byte[0]);
    }

    private void erase(byte[] prefix) {
        database.exclusively(() -> {
            byte[] first = edge(prefix, prefix, false);
            byte[] beyond = prefix.length == 0 ? new byte[] {(byte) 0xff} : KeyLayout.after(prefix);
            byte[] last = edge(beyond, prefix, true);
            if (first != null && last != null) {
                Changes changes = Changes.unnoted();
                changes.deleteRange(ColumnFamily.METADATA, first, KeyLayout.after(last));
                database.commit(changes);
            }
            return prefix;
        });
    }

    private byte @Nullable [] edge(byte[] start, byte[] prefix, boolean backwards) {
        byte[][] found = new byte[1][];
        database.scan(ColumnFamily.METADATA, start, backwards, (key, value) -> {
            boolean inside = KeyLayout.startsWith(key, prefix);
            found[0] = inside ? key : null;
            return !inside && backwards && Arrays.compareUnsigned(key, prefix) > 0;
        });
        return found[0];
    }
}
