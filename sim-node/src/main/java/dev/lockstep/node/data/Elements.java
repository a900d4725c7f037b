package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The elements of one collection in one column family, in byte order. Belongs to one command. */
final class Elements {
    private final Database database;
    private final ColumnFamily family;
    private final byte[] user;
    private final long version;
    private final byte[] prefix;

    Elements(Database database, ColumnFamily family, byte[] user, Metadata metadata) {
        this.database = database;
        this.family = family;
        this.user = user;
        this.version = metadata.version();
        this.prefix = key(new byte[0]);
    }

    /** Sees one element and what is stored with it. */
    @FunctionalInterface
    interface Visitor {
        /** One element. Returns whether to go on. */
        boolean element(byte[] element, byte[] value);
    }

    byte[] key(byte[] element) {
        return database.layout().element(user, version, element);
    }

    byte @Nullable [] get(byte[] element) {
        return database.get(family, key(element));
    }

    void put(Changes changes, byte[] element, byte[] value) {
        changes.put(family, key(element), value);
    }

    void delete(Changes changes, byte[] element) {
        changes.delete(family, key(element));
    }

    /** All elements. */
    void forEach(Visitor visitor) {
        from(new byte[0], visitor);
    }

    /** Those from {@code first} on. */
    void from(byte[] first, Visitor visitor) {
        database.scan(family, key(first), false, (key, value) -> pass(key, value, visitor));
    }

    /** All elements, backwards. */
    void backwards(Visitor visitor) {
        backwardsFrom(KeyLayout.after(prefix), visitor);
    }

    /** Those up to {@code last}, backwards. */
    void backwardsTo(byte[] last, Visitor visitor) {
        backwardsFrom(key(last), visitor);
    }

    private void backwardsFrom(byte[] start, Visitor visitor) {
        database.scan(
                family,
                start,
                true,
                (key, value) -> !KeyLayout.startsWith(key, prefix)
                        ? Arrays.compareUnsigned(key, prefix) > 0
                        : pass(key, value, visitor));
    }

    private boolean pass(byte[] key, byte[] value, Visitor visitor) {
        return KeyLayout.startsWith(key, prefix)
                && visitor.element(database.layout().elementOf(key, user.length), value);
    }
}
