package dev.lockstep.node.store;

import java.io.Serial;

/** Bytes that are no write batch, or one that this database would not survive. */
public final class MalformedBatchException extends StoreException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A defect described by {@code message}. */
    public MalformedBatchException(String message) {
        super("malformed write batch: " + message);
    }
}
