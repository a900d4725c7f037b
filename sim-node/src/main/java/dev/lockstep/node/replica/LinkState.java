package dev.lockstep.node.replica;

import java.util.Locale;

/** How far the link to the master has got (Kvrocks' ReplState). */
public enum LinkState {
    /** Connecting, or waiting to do so again. */
    CONNECTING,
    /** Waiting for the reply to AUTH. */
    SEND_AUTH,
    /** Waiting for the master's db-name. */
    CHECK_DB_NAME,
    /** Waiting for the reply to REPLCONF. */
    REPLCONF,
    /** Waiting for the reply to PSYNC. */
    SEND_PSYNC,
    /** Waiting for the list of files of a full sync. */
    FETCH_META,
    /** Receiving the files of a full sync. */
    FETCH_SST,
    /** Receiving batches. */
    CONNECTED,
    /** Between the refused incremental sync and the full sync. */
    ERROR;

    /** Its name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a full sync is under way, as INFO tells it. */
    public boolean syncing() {
        return this == FETCH_META || this == FETCH_SST;
    }
}
