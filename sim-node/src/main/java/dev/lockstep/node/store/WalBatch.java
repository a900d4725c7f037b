package dev.lockstep.node.store;

/** One batch of the write-ahead log; never changes. */
public final class WalBatch {
    private final long sequence;
    private final int count;
    private final byte[] bytes;

    WalBatch(long sequence, int count, byte[] bytes) {
        this.sequence = sequence;
        this.count = count;
        this.bytes = bytes;
    }

    /** The sequence of its first update. */
    public long sequence() {
        return sequence;
    }

    /** How many sequences it takes. */
    public int count() {
        return count;
    }

    /** The batch, header included; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The sequence after its last update. */
    public long next() {
        return sequence + count;
    }
}
