package dev.lockstep.node.replica;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.master.ReplicationIdNote;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.WalBatch;
import dev.lockstep.node.store.WalReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The id of the history that this node writes, with {@code use-rsid-psync}: 16 characters, new whenever a node becomes master, stored in
 * the propagate column family and noted in every batch (Kvrocks ShiftReplId). Without that option there is none.
 */
public final class ReplicationId {
    private static final byte[] KEY = "replication_id_".getBytes(StandardCharsets.US_ASCII);
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Store store;
    private final NodeConfig config;
    private volatile @Nullable String current;

    /** No id yet. */
    public ReplicationId(Store store, NodeConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Adds the note of the present id to {@code batch}, if there is one. */
    public BatchWriter sign(BatchWriter batch) {
        String id = current;
        return id == null ? batch : batch.logData(ReplicationIdNote.encode(id));
    }

    /** Begins a history of this node's own: draws an id and stores it, which takes one sequence. */
    public void shift() {
        if (!config.yes(Option.USE_RSID_PSYNC)) {
            return;
        }
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ReplicationIdNote.LENGTH; i++) {
            id.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        current = id.toString();
        byte[] value = id.toString().getBytes(StandardCharsets.US_ASCII);
        store.write(sign(new BatchWriter().put(ColumnFamily.PROPAGATE, KEY, value)));
    }

    /** The id of the batch that wrote the latest sequence, or else the stored one, or null. */
    public @Nullable String ofHistory() {
        try (WalReader log = store.walReader()) {
            WalBatch last = log.at(store.latestSequence());
            String id = last == null ? null : ReplicationIdNote.of(last.bytes());
            if (id != null) {
                return id;
            }
        }
        byte[] stored = store.get(ColumnFamily.PROPAGATE, KEY);
        return stored == null ? null : new String(stored, StandardCharsets.US_ASCII);
    }
}
