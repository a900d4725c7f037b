package dev.lockstep.node.resp;

import java.io.Serial;

/** Bytes that are no request. The message is the reply's text after {@code ERR }; the connection is to be closed after it. */
public final class RespProtocolException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A violation described by {@code message}, for example {@code Protocol error: invalid bulk length}. */
    public RespProtocolException(String message) {
        super(message);
    }
}
