package dev.lockstep.node.replica;

import java.io.IOException;
import java.io.Serial;

/** The replication thread has been asked to stop. */
final class StoppedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("replication was stopped");
    }
}
