package dev.lockstep.node.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings (Kvrocks redis_string.cc). An expired string counts as absent. Belongs to one command. */
public final class Strings {
    private final Database database;

    /** The strings of {@code database}. */
    public Strings(Database database) {
        this.database = database;
    }

    /** The bytes under {@code key}, or null. */
    public byte @Nullable [] get(byte[] key) {
        Metadata found = database.find(key, DataType.STRING);
        return found == null ? null : found.value();
    }

    /** Stores {@code value} whatever was there. */
    public void set(byte[] key, byte[] value, long expireAt) {
        store(key, Metadata.string(value, expireAt));
    }

    /** Stores many at once: keys and values in turn. */
    public void setAll(java.util.List<byte[]> keysAndValues) {
        Changes changes = Changes.of(DataType.STRING);
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            database.put(changes, keysAndValues.get(i), Metadata.string(keysAndValues.get(i + 1), 0));
        }
        database.commit(changes);
    }

    /** What became of a conditional store. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(byte @Nullable [] old, boolean stored) {}

    /** Whether to store, and until when, once the present value is known. */
    @FunctionalInterface
    public interface Condition {
        /** The expiry, 0 for never, or a negative number not to store. */
        long expiry(@Nullable Metadata present);
    }

    /** Stores {@code value} if {@code condition} says so. With {@code mustBeString} another type is an error. */
    public Outcome setIf(byte[] key, byte[] value, boolean mustBeString, Condition condition) {
        return database.exclusively(() -> {
            Metadata present = mustBeString ? database.find(key, DataType.STRING) : database.find(key);
            long expireAt = condition.expiry(present);
            if (expireAt >= 0) {
                store(key, Metadata.string(value, expireAt));
            }
            return new Outcome(mustBeString && present != null ? present.value() : null, expireAt >= 0);
        });
    }

    /** Stores all or, if one of the keys exists, none. */
    public boolean setAllIfAbsent(java.util.List<byte[]> keysAndValues) {
        return database.exclusively(() -> {
            for (int i = 0; i < keysAndValues.size(); i += 2) {
                if (database.find(keysAndValues.get(i)) != null) {
                    return false;
                }
            }
            setAll(keysAndValues);
            return true;
        });
    }

    /** Removes the string and returns it. */
    public byte @Nullable [] take(byte[] key) {
        return database.exclusivelyIfAny(() -> {
            byte[] present = get(key);
            if (present != null) {
                remove(key);
            }
            return present;
        });
    }

    /** Changes when the string expires, unless {@code expireAt} is negative; returns the string. */
    public byte @Nullable [] getAndExpire(byte[] key, long expireAt) {
        return database.exclusivelyIfAny(() -> {
            Metadata present = database.find(key, DataType.STRING);
            if (present != null && expireAt >= 0) {
                store(key, present.withExpiry(expireAt));
            }
            return present == null ? null : present.value();
        });
    }

    /** Makes another value of the present one; an absent string is {@code initial}. Expiry stays. */
    public byte[] update(byte[] key, byte[] initial, java.util.function.UnaryOperator<byte[]> change) {
        return database.exclusively(() -> {
            Metadata present = database.find(key, DataType.STRING);
            Metadata before = present == null ? Metadata.string(initial, 0) : present;
            byte[] after = change.apply(before.value());
            store(key, before.withValue(after));
            return after;
        });
    }

    /** Replaces (or, with null, removes) the string if it is {@code expected}: 1 if so, 0 if not, -1 if there is none. */
    public int replaceIf(byte[] key, byte[] expected, byte @Nullable [] replacement, long expireAt) {
        return database.exclusively(() -> {
            byte[] present = get(key);
            if (present == null) {
                return -1;
            }
            if (!Arrays.equals(present, expected)) {
                return 0;
            }
            if (replacement == null) {
                remove(key);
            } else {
                set(key, replacement, expireAt);
            }
            return 1;
        });
    }

    private void store(byte[] key, Metadata value) {
        Changes changes = Changes.of(DataType.STRING);
        database.put(changes, key, value);
        database.commit(changes);
    }

    private void remove(byte[] key) {
        Changes changes = Changes.of(DataType.STRING);
        database.delete(changes, key);
        database.commit(changes);
    }
}
