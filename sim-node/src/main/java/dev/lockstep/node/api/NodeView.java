package dev.lockstep.node.api;

/** A look into a node for checkers. Takes no lock of the node, so it sees what is there even while the node hangs. */
public interface NodeView {
    /** Whether the database is open. The methods below that read it need it open. */
    boolean open();

    /** The latest sequence number of the database, or -1 if it is not open. */
    long latestSequence();

    /** Visits every entry of every column family, families by index, keys in byte order. */
    void forEachEntry(EntryVisitor visitor);

    /** {@code master} or {@code slave}. */
    String role();

    /** Host and port of the configured master as {@code host:port}, or empty for a master. */
    String master();

    /** The state of the replication link as in INFO: for example {@code connected}, {@code fetch_sst}, or {@code none}. */
    String link();

    /** Whether the node is restoring and answers -LOADING. */
    boolean loading();

    /** The cluster topology version, -1 before the first. */
    long clusterVersion();

    /** Whether {@code nodes.conf} follows the topology, as far as changes have been answered. */
    boolean keepsTopology();

    /** Whether the keys of a slot, 0 to 16383, are arriving by a migration. */
    boolean importing(int slot);

    /** Whether the node serves a slot, 0 to 16383, because a migration has brought its keys, though its topology names another. */
    boolean imported(int slot);

    /** Sees one entry. */
    @FunctionalInterface
    interface EntryVisitor {
        /** One entry; the arrays belong to the visitor. */
        void entry(int columnFamily, byte[] key, byte[] value);
    }
}
