package dev.lockstep.node.command;

import dev.lockstep.node.cluster.SlotHash;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.replica.ReplicationId;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.KeyCodec;
import dev.lockstep.node.store.RocksStore;
import dev.lockstep.node.store.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Strings under user keys, with their expiry; what the string and expiry commands share. Any thread. */
final class Keyspace {
    private final RocksStore store;
    private final KeyCodec codec;
    private final ReplicationId replicationId;

    Keyspace(NodeContext node) {
        this.store = node.store();
        this.codec = new KeyCodec(node.config().yes(Option.CLUSTER_ENABLED));
        this.replicationId = node.replicationId();
    }

    /** The value that {@code key} has now, of whatever type, or null. */
    @Nullable
    StringValue find(byte[] key) {
        byte[] stored = store.get(ColumnFamily.METADATA, encode(key));
        StringValue value = stored == null ? null : StringValue.decode(stored);
        return value == null || value.expired(now()) ? null : value;
    }

    /** Like {@link #find}, but another type than a string is an error. */
    @Nullable
    StringValue findString(byte[] key) throws CommandException {
        StringValue value = find(key);
        if (value != null && value.type() != StringValue.STRING) {
            throw CommandException.err(
                    "Invalid argument: WRONGTYPE Operation against a key holding the wrong kind of value");
        }
        return value;
    }

    /** A batch for the log with the note that Kvrocks writes for this kind of change. */
    BatchWriter batch(String note) {
        return new BatchWriter().logData(note.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds storing {@code value} under {@code key}. */
    void put(BatchWriter batch, byte[] key, StringValue value) {
        batch.put(ColumnFamily.METADATA, encode(key), value.encode());
    }

    /** Adds the removal of {@code key}. */
    void delete(BatchWriter batch, byte[] key) {
        batch.delete(ColumnFamily.METADATA, encode(key));
    }

    /** Commits a batch. */
    void commit(BatchWriter batch) {
        store.write(replicationId.sign(batch));
    }

    /** Runs {@code body} while nobody else writes. */
    <T extends @Nullable Object> T exclusively(RocksStore.Work<T, CommandException> body) throws CommandException {
        return store.exclusively(body);
    }

    /** Visits the value of every key that has not expired. */
    void forEach(Consumer<StringValue> visitor) {
        long now = now();
        store.forEach(ColumnFamily.METADATA, (family, key, stored) -> {
            StringValue value = StringValue.decode(stored);
            if (!value.expired(now)) {
                visitor.accept(value);
            }
        });
    }

    static long now() {
        return System.currentTimeMillis();
    }

    private byte[] encode(byte[] key) {
        return codec.encode(key, SlotHash.slot(key));
    }
}
