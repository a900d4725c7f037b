package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Hashes (Kvrocks redis_hash.cc): each field is an element with its value. Belongs to one command. */
public final class Hashes {
    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final Database database;

    /** The hashes of {@code database}. */
    public Hashes(Database database) {
        this.database = database;
    }

    /** A field and its value. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Field(byte[] name, byte[] value) {}

    /** The number of fields. */
    public long size(byte[] key) {
        Metadata found = find(key);
        return found == null ? 0 : found.size();
    }

    /** The value of a field, or null. */
    public byte @Nullable [] get(byte[] key, byte[] field) {
        Metadata found = find(key);
        return found == null ? null : fields(key, found).get(field);
    }

    /** Sets fields and values, given in turn; of one field's values the last counts. Returns how many fields are new. */
    public long set(byte[] key, List<byte[]> fieldsAndValues, boolean onlyNew) {
        return database.exclusively(() -> {
            Metadata metadata = database.findOrNew(key, DataType.HASH);
            Elements fields = fields(key, metadata);
            Changes changes = Changes.of(DataType.HASH);
            Set<byte[]> seen = new TreeSet<>(ORDER);
            long added = 0;
            for (int i = fieldsAndValues.size() - 2; i >= 0; i -= 2) {
                byte[] value = fieldsAndValues.get(i + 1);
                byte[] present = metadata.size() == 0 ? null : fields.get(fieldsAndValues.get(i));
                boolean kept = present != null && (onlyNew || Arrays.equals(present, value));
                if (seen.add(fieldsAndValues.get(i)) && !kept) {
                    added += present == null ? 1 : 0;
                    fields.put(changes, fieldsAndValues.get(i), value);
                }
            }
            resize(changes, key, metadata, added);
            database.commit(changes);
            return added;
        });
    }

    /** Makes another value of a field's present one, or of null if there is none. */
    public byte[] update(byte[] key, byte[] field, UnaryOperator<byte @Nullable []> change) {
        return database.exclusively(() -> {
            Metadata metadata = database.findOrNew(key, DataType.HASH);
            Elements fields = fields(key, metadata);
            byte[] present = metadata.size() == 0 ? null : fields.get(field);
            byte[] after = java.util.Objects.requireNonNull(change.apply(present));
            Changes changes = Changes.of(DataType.HASH);
            fields.put(changes, field, after);
            resize(changes, key, metadata, present == null ? 1 : 0);
            database.commit(changes);
            return after;
        });
    }

    /** Removes fields; returns how many there were. */
    public long remove(byte[] key, List<byte[]> names) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return 0L;
            }
            Elements fields = fields(key, metadata);
            Changes changes = Changes.of(DataType.HASH);
            long removed = 0;
            for (byte[] name : distinct(names)) {
                if (fields.get(name) != null) {
                    fields.delete(changes, name);
                    removed++;
                }
            }
            resize(changes, key, metadata, -removed);
            database.commit(changes);
            return removed;
        });
    }

    /** All fields in byte order. */
    public List<Field> all(byte[] key) {
        List<Field> all = new ArrayList<>();
        Metadata found = find(key);
        if (found != null) {
            fields(key, found).forEach((name, value) -> all.add(new Field(name, value)));
        }
        return all;
    }

    /** The fields in a range. */
    public List<Field> range(byte[] key, LexRange range) {
        List<Field> all = new ArrayList<>();
        Metadata found = find(key);
        if (found != null) {
            new LexWalk(range).walk(fields(key, found), (name, value) -> all.add(new Field(name, value)));
        }
        return all;
    }

    /** At most {@code limit} fields after {@code cursor} that begin with {@code prefix}. */
    public List<Field> scan(byte[] key, byte[] cursor, byte[] prefix, long limit) {
        List<Field> some = new ArrayList<>();
        Metadata found = find(key);
        if (found != null) {
            Page.walk(fields(key, found), cursor, prefix, limit, (name, value) -> some.add(new Field(name, value)));
        }
        return some;
    }

    static List<byte[]> distinct(List<byte[]> names) {
        Set<byte[]> seen = new TreeSet<>(ORDER);
        return names.stream().filter(seen::add).toList();
    }

    private void resize(Changes changes, byte[] key, Metadata metadata, long growth) {
        if (growth != 0) {
            database.put(changes, key, metadata.withSize(metadata.size() + growth));
        }
    }

    private @Nullable Metadata find(byte[] key) {
        return database.find(key, DataType.HASH);
    }

    private Elements fields(byte[] key, Metadata metadata) {
        return new Elements(database, ColumnFamily.DEFAULT, key, metadata);
    }
}
