package dev.lockstep.node.store;

/** The record types of a write batch (RocksDB dbformat.h) that Kvrocks writes. */
final class BatchTag {
    static final int DELETION = 0x0;
    static final int VALUE = 0x1;
    static final int LOG_DATA = 0x3;
    static final int FAMILY_DELETION = 0x4;
    static final int FAMILY_VALUE = 0x5;
    static final int SINGLE_DELETION = 0x7;
    static final int FAMILY_SINGLE_DELETION = 0x8;
    static final int NOOP = 0xD;
    static final int FAMILY_RANGE_DELETION = 0xE;
    static final int RANGE_DELETION = 0xF;

    private BatchTag() {}
}
