package dev.lockstep.node.store;

import java.io.Serial;

/** The database is closed, or is another one than the caller began to read. */
public final class StoreClosedException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The usual message. */
    public StoreClosedException() {
        super("the database is closed");
    }
}
