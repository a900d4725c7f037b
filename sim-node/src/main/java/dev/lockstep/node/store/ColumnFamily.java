package dev.lockstep.node.store;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The column families of Kvrocks, in the order of their ids in a write batch. */
public enum ColumnFamily {
    /** Elements of hashes, lists, sets and sorted sets. */
    DEFAULT(0, "default"),
    /** Strings, and the heads of all other types. */
    METADATA(1, "metadata"),
    /** Scores of sorted sets. */
    ZSET_SCORE(2, "zset_score"),
    /** Published messages on their way to replicas. */
    PUBSUB(3, "pubsub"),
    /** What replicas must do besides storing, and the replication id. */
    PROPAGATE(4, "propagate"),
    /** Streams. */
    STREAM(5, "stream"),
    /** Search indexes. */
    SEARCH(6, "search");

    private static final List<ColumnFamily> ALL = List.of(values());

    private final int id;
    private final String label;

    ColumnFamily(int id, String label) {
        this.id = id;
        this.label = label;
    }

    /** How many there are. */
    static int count() {
        return ALL.size();
    }

    /** The family with that id, from 0 to {@link #count} - 1. */
    static ColumnFamily withId(int id) {
        return ALL.get(id);
    }

    /** Its id in write batches and MANIFEST. */
    public int id() {
        return id;
    }

    byte[] label() {
        return label.getBytes(StandardCharsets.US_ASCII);
    }
}
