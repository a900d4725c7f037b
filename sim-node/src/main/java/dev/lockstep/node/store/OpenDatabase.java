package dev.lockstep.node.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Store} needs of an open database. Reads may come from any thread at any time, one write, flush or listing of files at a
 * time. No call may come after {@link #close}: the guard of {@link Store} sees to that.
 */
interface OpenDatabase {
    byte @Nullable [] get(ColumnFamily family, byte[] key);

    /** Commits a well-formed batch whose sequence is right. */
    void write(byte[] batch);

    long latestSequence();

    /** Writes everything to tables; the log before is then purged or archived, when this returns. */
    void flush();

    /** Flushes and merges the tables of each family. */
    void compact();

    /** The log files that an open would read, oldest first; empty ones are left out. */
    List<LiveFile> liveLogs();

    /** All other files of the present state. */
    List<LiveFile> liveFiles();

    /** Whether files that have become useless are to stay for now. */
    void keepFiles(boolean keep);

    LogCursor logCursor();

    void forEach(ColumnFamily family, Store.Visitor visitor);

    void scan(ColumnFamily family, byte[] from, boolean backwards, Store.ScanVisitor visitor);

    /** Waits until the log is on the disk. */
    void syncLog();

    /** Closes it with everything that was taken from it. */
    void close();

    /** The same for a database whose users have vanished, perhaps with its monitors. */
    void closeWithoutLock();

    /** A file name relative to the database and a size in bytes; the size counts for logs and MANIFEST only. */
    record LiveFile(String name, long size) {}
}
