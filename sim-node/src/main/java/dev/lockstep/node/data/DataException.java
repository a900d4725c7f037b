package dev.lockstep.node.data;

import java.io.Serial;

/** The data does not permit what was asked. The message is the whole error reply without the minus sign. Nothing was changed. */
public final class DataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private DataException(String reply) {
        super(reply);
    }

    /** What Kvrocks reports as an invalid argument of the storage layer. */
    public static DataException invalid(String text) {
        return new DataException("ERR Invalid argument: " + text);
    }

    /** The key holds a value of another type. */
    public static DataException wrongType() {
        return invalid("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}
