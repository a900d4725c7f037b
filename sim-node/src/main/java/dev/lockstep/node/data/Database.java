package dev.lockstep.node.data;

import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.Store.ScanVisitor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One namespace of the store as one command sees it, within a transaction or not. Knows keys and metadata; what is in a value is the
 * business of the class of its type. Reads may be done at any time, writes within {@link #exclusively}.
 */
public final class Database {
    private final Store store;
    private final KeyLayout layout;
    private final Versions versions;
    private final UnaryOperator<BatchWriter> signature;
    private final @Nullable Transaction transaction;

    /**
     * A view.
     *
     * @param signature adds the replication id to a batch
     * @param transaction what is under way, or null
     */
    public Database(
            Store store,
            KeyLayout layout,
            Versions versions,
            UnaryOperator<BatchWriter> signature,
            @Nullable Transaction transaction) {
        this.store = store;
        this.layout = layout;
        this.versions = versions;
        this.signature = signature;
        this.transaction = transaction;
    }

    /** How keys are written. */
    public KeyLayout layout() {
        return layout;
    }

    /** Ms since 1970. */
    public static long now() {
        return System.currentTimeMillis();
    }

    /** Runs {@code body} while nobody else writes. */
    public <T> T exclusively(Body<T> body) {
        return store.exclusively(body::run);
    }

    /** The same for what may find nothing. */
    <T> @Nullable T exclusivelyIfAny(Search<T> body) {
        List<T> found = exclusively(() -> {
            T result = body.run();
            return result == null ? List.of() : List.of(result);
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    /** A read that may find nothing, and the write that depends on it. */
    @FunctionalInterface
    interface Search<T> {
        /** Does both. */
        @Nullable
        T run();
    }

    /** A read and the write that depends on it. */
    @FunctionalInterface
    public interface Body<T> {
        /** Does both. */
        T run();
    }

    /** Commits {@code changes} unless there are none. */
    void commit(Changes changes) {
        if (changes.isEmpty()) {
            return;
        }
        Transaction open = transaction;
        if (open != null) {
            open.add(changes);
        } else {
            BatchWriter batch = new BatchWriter();
            changes.addTo(batch);
            store.write(signature.apply(batch));
        }
    }

    /** Commits all that the transaction has gathered. */
    public void end(Transaction gathered) {
        if (gathered.batch().count() > 0) {
            store.write(signature.apply(gathered.batch()));
        }
    }

    byte @Nullable [] get(ColumnFamily family, byte[] key) {
        Transaction open = transaction;
        Transaction.Written written = open == null ? null : open.get(family, key);
        return written == null ? store.get(family, key) : written.value();
    }

    /** Visits entries as {@link Store#scan} does. */
    void scan(ColumnFamily family, byte[] from, boolean backwards, ScanVisitor visitor) {
        Transaction open = transaction;
        if (open == null) {
            store.scan(family, from, backwards, visitor);
        } else {
            Transaction.Merge merge = open.merge(family, from, backwards, visitor);
            store.scan(family, from, backwards, merge);
            merge.end();
        }
    }

    /** The value under a user key, of whatever type, or null if there is none, or none any more. */
    public @Nullable Metadata find(byte[] user) {
        byte[] stored = get(ColumnFamily.METADATA, layout.key(user));
        Metadata found = stored == null ? null : Metadata.decode(stored);
        return found == null || found.expired(now()) || found.hollow() ? null : found;
    }

    /** The stored form of whatever lies under a user key, or null. */
    public @Nullable Metadata stored(byte[] user) {
        byte[] stored = get(ColumnFamily.METADATA, layout.key(user));
        return stored == null ? null : Metadata.decode(stored);
    }

    /**
     * The value under a user key, which must be of {@code type} or absent.
     *
     * @throws DataException if it is of another type
     */
    @Nullable
    Metadata find(byte[] user, DataType type) {
        Metadata found = find(user);
        if (found != null && found.type() != type) {
            throw DataException.wrongType();
        }
        return found;
    }

    /** The same, or an empty one with a new version. */
    Metadata findOrNew(byte[] user, DataType type) {
        Metadata found = find(user, type);
        return found == null ? fresh(type) : found;
    }

    /** An empty value with a new version. */
    Metadata fresh(DataType type) {
        return Metadata.empty(type, versions.next());
    }

    void put(Changes changes, byte[] user, Metadata metadata) {
        changes.put(ColumnFamily.METADATA, layout.key(user), metadata.encode());
    }

    void delete(Changes changes, byte[] user) {
        changes.delete(ColumnFamily.METADATA, layout.key(user));
    }

    /** Publishes a message through the log (Kvrocks PubSub::Publish). */
    public void publish(byte[] channel, byte[] message) {
        Changes changes = Changes.unnoted();
        changes.put(ColumnFamily.PUBSUB, channel, message);
        commit(changes);
    }
}
