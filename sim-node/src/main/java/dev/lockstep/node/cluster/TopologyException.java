package dev.lockstep.node.cluster;

import java.io.Serial;

/** A topology that is refused; the message is Kvrocks' own, without {@code ERR}. */
public final class TopologyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A refusal with this message. */
    public TopologyException(String message) {
        super(message);
    }
}
