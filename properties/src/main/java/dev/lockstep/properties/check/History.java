package dev.lockstep.properties.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a node has committed, as batches on top of a base: empty at first, later what a full sync brought. Two nodes agree up
 * to a sequence exactly if their batches, or the contents these lead to, are equal up to it.
 */
final class History {
    private static final class Batch {
        private final long first;
        private final byte[] bytes;

        Batch(long first, byte[] bytes) {
            this.first = first;
            this.bytes = bytes;
        }

        long last() {
            return first + WriteBatchReader.count(bytes) - 1;
        }
    }

    private final List<Batch> batches = new ArrayList<>();
    private final Content base;
    private final long baseSequence;

    /** Nothing yet. */
    History() {
        this(new Content(), 0);
    }

    /** What begins with a content that stands for all updates up to {@code baseSequence}. */
    History(Content base, long baseSequence) {
        this.base = base;
        this.baseSequence = baseSequence;
    }

    /** The sequence of the last update. */
    long latest() {
        return batches.isEmpty() ? baseSequence : batches.getLast().last();
    }

    /** The sequence of the first update of the last batch, or -1 if there is none on top of the base. */
    long lastBatch() {
        return batches.isEmpty() ? -1 : batches.getLast().first;
    }

    /** The sequence the base stands for; batches before it are not known. */
    long baseSequence() {
        return baseSequence;
    }

    void add(long firstSequence, byte[] batch) {
        batches.add(new Batch(firstSequence, batch));
    }

    /** The batch whose first update has this sequence, or null. */
    byte @Nullable [] batchAt(long firstSequence) {
        int place = place(firstSequence);
        return place < 0 ? null : batches.get(place).bytes;
    }

    /** The content after the update with this sequence, or null if that is not between the base and the latest batch's end. */
    @Nullable
    Content contentAt(long sequence) {
        if (sequence < baseSequence || sequence > latest()) {
            return null;
        }
        Content content = base.copy();
        for (Batch batch : batches) {
            if (batch.last() > sequence) {
                return batch.first > sequence ? content : null;
            }
            WriteBatchReader.apply(batch.bytes, content);
        }
        return content;
    }

    /** Whether something else, or nothing, is known at this sequence. */
    boolean contradicts(long firstSequence, byte[] batch) {
        return firstSequence > baseSequence && !sameBatch(batchAt(firstSequence), batch);
    }

    /** Whether both histories have the same batch at this sequence. */
    static boolean sameBatch(byte @Nullable [] one, byte[] other) {
        // Bytes 0 to 7 are the sequence, which the sender's log leaves as the writer set it.
        return one != null && one.length == other.length && Arrays.equals(one, 8, one.length, other, 8, other.length);
    }

    private int place(long firstSequence) {
        int low = 0;
        int high = batches.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long first = batches.get(middle).first;
            if (first == firstSequence) {
                return middle;
            }
            if (first < firstSequence) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
