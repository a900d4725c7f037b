package dev.lockstep.node.command;

import java.util.concurrent.atomic.AtomicLong;

/** Counters that INFO shows. Any thread may count. */
public final class Stats {
    /** Connections accepted so far. */
    public final AtomicLong connections = new AtomicLong();

    /** Connections open now, without those that left their worker. */
    public final AtomicLong clients = new AtomicLong();

    /** Commands executed. */
    public final AtomicLong commands = new AtomicLong();

    /** Bytes received from clients. */
    public final AtomicLong bytesIn = new AtomicLong();

    /** Bytes sent to clients. */
    public final AtomicLong bytesOut = new AtomicLong();

    /** Full syncs asked for. */
    public final AtomicLong syncFull = new AtomicLong();

    /** Incremental syncs accepted. */
    public final AtomicLong syncPartialOk = new AtomicLong();

    /** Incremental syncs refused. */
    public final AtomicLong syncPartialErr = new AtomicLong();

    /** Reads that found a key. */
    public final AtomicLong hits = new AtomicLong();

    /** Reads that found no key. */
    public final AtomicLong misses = new AtomicLong();

    /** When the node was made, ms since 1970. */
    public final long startedMillis = System.currentTimeMillis();

    /** Seconds since 1970 of the last BGSAVE, or of the start. */
    public final AtomicLong lastSave = new AtomicLong(System.currentTimeMillis() / 1000);

    /** Nothing counted. */
    public Stats() {}
}
