package dev.lockstep.node.data;

import org.jspecify.annotations.Nullable;

/** The types of values, with Kvrocks' codes and names (redis_metadata.h). The node serves the first five. */
public enum DataType {
    /** Bytes. */
    STRING(1, "string"),
    /** Fields with values. */
    HASH(2, "hash"),
    /** Elements with a place. */
    LIST(3, "list"),
    /** Members. */
    SET(4, "set"),
    /** Members with a score. */
    ZSET(5, "zset"),
    /** Bits in fragments. */
    BITMAP(6, "bitmap"),
    /** Sorted integers. */
    SORTEDINT(7, "sortedint"),
    /** Entries with an id. */
    STREAM(8, "stream"),
    /** A chain of Bloom filters. */
    BLOOM(9, "MBbloom--"),
    /** A JSON document. */
    JSON(10, "ReJSON-RL"),
    /** A HyperLogLog. */
    HYPERLOGLOG(12, "hyperloglog");

    private final int code;
    private final String label;

    DataType(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** The low four bits of the flags of stored metadata, and the first word of a batch's note. */
    public int code() {
        return code;
    }

    /** What TYPE answers. */
    public String label() {
        return label;
    }

    /** The type with that code, or null. */
    static @Nullable DataType of(int code) {
        for (DataType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** The type with that name in any case, or null. */
    public static @Nullable DataType named(String label) {
        for (DataType type : values()) {
            if (type.label.equalsIgnoreCase(label)) {
                return type;
            }
        }
        return null;
    }

    /** Whether the metadata is followed by the value itself rather than by version and size. */
    boolean single() {
        return this == STRING || this == JSON;
    }

    /** Whether a value with no elements still exists. */
    boolean mayBeEmpty() {
        return single() || this == STREAM || this == BLOOM || this == HYPERLOGLOG;
    }
}
