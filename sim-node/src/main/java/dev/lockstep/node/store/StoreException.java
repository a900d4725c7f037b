package dev.lockstep.node.store;

import java.io.Serial;

/** The database refused or failed an operation. */
public class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure described by {@code message}. */
    public StoreException(String message) {
        super(message);
    }

    /** A failure described by {@code message} that came from {@code cause}. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
