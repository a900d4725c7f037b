package dev.lockstep.node.replica;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.master.ReplicationIdNote;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import dev.lockstep.node.store.WalBatch;
import dev.lockstep.node.store.WalReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id of the history that this node writes, with {@code use-rsid-psync}: 16 characters, new whenever a node becomes master, stored in
 * the propagate column family and noted in every batch (Kvrocks ShiftReplId). Without that option there is none.
 */
public final class ReplicationId {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicationId.class);
    private static final byte[] KEY = "replication_id_".getBytes(StandardCharsets.US_ASCII);
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Store store;
    private final NodeConfig config;
    private volatile @Nullable String current;
    private volatile boolean unstored;

    /** No id yet. */
    public ReplicationId(Store store, NodeConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Adds the note of the present id to {@code batch}, if there is one, and the id itself if it could not be stored when it was drawn. */
    public BatchWriter sign(BatchWriter batch) {
        String id = current;
        if (id == null) {
            return batch;
        }
        if (unstored) {
            unstored = !id.equals(stored());
        }
        if (unstored) {
            batch.put(ColumnFamily.PROPAGATE, KEY, bytes(id));
        }
        return batch.logData(ReplicationIdNote.encode(id));
    }

    /**
     * Begins a history of this node's own: draws an id and stores it, which takes one sequence. If it cannot be stored, the next batch that
     * gets through brings it: what role the node has does not depend on its disk.
     */
    public void shift() {
        if (!config.yes(Option.USE_RSID_PSYNC)) {
            return;
        }
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ReplicationIdNote.LENGTH; i++) {
            id.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        current = id.toString();
        unstored = true;
        try {
            store.write(sign(new BatchWriter()));
        } catch (StoreException e) {
            LOG.warn("the id of the new history waits for the next write: {}", e.getMessage());
        }
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
        return stored();
    }

    private @Nullable String stored() {
        byte[] stored = store.get(ColumnFamily.PROPAGATE, KEY);
        return stored == null ? null : new String(stored, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
