package dev.lockstep.node.master;

import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.WalBatch;
import dev.lockstep.node.store.WalReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a replica may follow incrementally (Kvrocks cmd_replication.cc, CommandPSync). */
public final class PsyncCheck {
    private static final String OUT_OF_RANGE = "sequence out of range, please use fullsync";

    private PsyncCheck() {}

    /**
     * Checks a replica whose next sequence is {@code next} (unsigned).
     *
     * @param replicationId the id it gave, or null to compare sequences only
     * @param own the id of this node's history, compared where the log no longer shows the batch in question. Kvrocks then compares
     *     with a later batch or with nothing, and may take a replica with another history for one of its own
     * @return null if it may follow, or the text of the error
     */
    public static @Nullable String refusal(
            Store store, @Nullable String replicationId, Supplier<@Nullable String> own, long next) {
        try (WalReader log = store.walReader()) {
            if (replicationId != null
                    && foreign(log, replicationId, next - 1, next <= store.latestSequence() + 1 ? own : () -> null)) {
                return "wrong replication id of the last log";
            }
        }
        return servable(store, next) ? null : OUT_OF_RANGE;
    }

    /** Whether the log of {@code store} continues exactly at {@code next}. */
    public static boolean servable(Store store, long next) {
        long latest = store.latestSequence();
        if (next == latest + 1) {
            return true;
        }
        if (next <= 0 || next > latest) {
            return false;
        }
        try (WalReader log = store.walReader()) {
            WalBatch batch = log.at(next);
            return batch != null && batch.sequence() == next;
        }
    }

    private static boolean foreign(WalReader log, String replicationId, long sequence, Supplier<@Nullable String> own) {
        WalBatch batch = log.at(Math.max(sequence, 0));
        String noted = batch != null && batch.sequence() <= sequence ? ReplicationIdNote.of(batch.bytes()) : own.get();
        return noted != null && !noted.equals(replicationId);
    }
}
