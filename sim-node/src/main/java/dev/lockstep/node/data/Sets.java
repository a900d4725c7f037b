package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Sets (Kvrocks redis_set.cc): each member is an element with nothing. Belongs to one command. */
public final class Sets {
    private static final byte[] NOTHING = {};

    private final Database database;

    /** The sets of {@code database}. */
    public Sets(Database database) {
        this.database = database;
    }

    /** The number of members. */
    public long size(byte[] key) {
        Metadata found = find(key);
        return found == null ? 0 : found.size();
    }

    /** Whether there is such a member. */
    public boolean contains(byte[] key, byte[] member) {
        Metadata found = find(key);
        return found != null && members(key, found).get(member) != null;
    }

    /** Adds members; returns how many are new. */
    public long add(byte[] key, List<byte[]> added) {
        return database.exclusively(() -> {
            Metadata metadata = database.findOrNew(key, DataType.SET);
            Elements members = members(key, metadata);
            Changes changes = Changes.of(DataType.SET);
            long count = 0;
            for (byte[] member : Hashes.distinct(added)) {
                if (metadata.size() == 0 || members.get(member) == null) {
                    members.put(changes, member, NOTHING);
                    count++;
                }
            }
            if (count > 0) {
                database.put(changes, key, metadata.withSize(metadata.size() + count));
            }
            database.commit(changes);
            return count;
        });
    }

    /** Removes members; returns how many there were. */
    public long remove(byte[] key, List<byte[]> removed) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return 0L;
            }
            Elements members = members(key, metadata);
            List<byte[]> present = Hashes.distinct(removed).stream()
                    .filter(member -> members.get(member) != null)
                    .toList();
            removeAll(key, metadata, present);
            return (long) present.size();
        });
    }

    private void removeAll(byte[] key, Metadata metadata, List<byte[]> present) {
        Elements members = members(key, metadata);
        Changes changes = Changes.of(DataType.SET);
        present.forEach(member -> members.delete(changes, member));
        if (present.size() == metadata.size()) {
            database.delete(changes, key);
        } else if (!present.isEmpty()) {
            database.put(changes, key, metadata.withSize(metadata.size() - present.size()));
        }
        database.commit(changes);
    }

    /** All members in byte order. */
    public List<byte[]> all(byte[] key) {
        List<byte[]> all = new ArrayList<>();
        Metadata found = find(key);
        if (found != null) {
            members(key, found).forEach((member, value) -> all.add(member));
        }
        return all;
    }

    /** Moves a member to another set; returns whether there was one. */
    public boolean move(byte[] from, byte[] to, byte[] member) {
        return database.exclusively(() -> {
            find(to);
            if (remove(from, List.of(member)) == 0) {
                return false;
            }
            add(to, List.of(member));
            return true;
        });
    }

    /** Stores {@code members}, which are distinct, in place of whatever was there; none remove the key. */
    public void replace(byte[] key, List<byte[]> replacement) {
        database.exclusively(() -> {
            Changes changes = Changes.of(DataType.SET);
            if (replacement.isEmpty()) {
                database.delete(changes, key);
            } else {
                Metadata metadata = database.fresh(DataType.SET);
                Elements members = members(key, metadata);
                replacement.forEach(member -> members.put(changes, member, NOTHING));
                database.put(changes, key, metadata.withSize(replacement.size()));
            }
            database.commit(changes);
            return replacement;
        });
    }

    /** Removes and returns {@code count} members drawn by lot, or all. */
    public List<byte[]> pop(byte[] key, long count) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null || count == 0) {
                return List.of();
            }
            List<byte[]> drawn = Lots.distinct(all(key), count, ThreadLocalRandom.current());
            removeAll(key, metadata, drawn);
            return drawn;
        });
    }

    /** {@code count} members drawn by lot; a negative count may draw one several times. */
    public List<byte[]> random(byte[] key, long count) {
        List<byte[]> all = all(key);
        return Lots.draw(all, count, ThreadLocalRandom.current());
    }

    /** At most {@code limit} members after {@code cursor} that begin with {@code prefix}. */
    public List<byte[]> scan(byte[] key, byte[] cursor, byte[] prefix, long limit) {
        List<byte[]> some = new ArrayList<>();
        Metadata found = find(key);
        if (found != null) {
            Page.walk(members(key, found), cursor, prefix, limit, (member, value) -> some.add(member));
        }
        return some;
    }

    private @Nullable Metadata find(byte[] key) {
        return database.find(key, DataType.SET);
    }

    private Elements members(byte[] key, Metadata metadata) {
        return new Elements(database, ColumnFamily.DEFAULT, key, metadata);
    }
}
