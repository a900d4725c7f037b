package dev.lockstep.node.store;

/**
 * A table file of a {@link MemoryStore}.
 *
 * @param number the number in its name
 * @param family whose entries it has
 * @param size bytes
 * @param crc CRC32C of all bytes
 */
record MemoryTable(long number, ColumnFamily family, long size, long crc) {
    /** From what {@link #toString} gave. */
    static MemoryTable parse(String text) {
        String[] parts = text.split(":", -1);
        return new MemoryTable(
                Long.parseLong(parts[0]),
                ColumnFamily.withId(Integer.parseInt(parts[1])),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3], 16));
    }

    String name() {
        return "%06d.sst".formatted(number);
    }

    /** As it stands in a MANIFEST, whose size must not depend on the checksum. */
    @Override
    public String toString() {
        return "%d:%d:%d:%08x".formatted(number, family.id(), size, crc);
    }
}
