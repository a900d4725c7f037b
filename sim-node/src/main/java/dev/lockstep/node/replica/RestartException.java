package dev.lockstep.node.replica;

import java.io.IOException;
import java.io.Serial;

/** A step was refused or failed: the same machine starts again after the retry wait ("Retry in 10 seconds"). */
final class RestartException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    RestartException(String message) {
        super(message);
    }

    RestartException(String message, Throwable cause) {
        super(message, cause);
    }
}
