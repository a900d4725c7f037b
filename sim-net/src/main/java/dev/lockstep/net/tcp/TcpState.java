package dev.lockstep.net.tcp;

/** The states of a connection (RFC 9293, 3.3.2); LISTEN is a {@link Listener}. */
public enum TcpState {
    /** A SYN was sent. */
    SYN_SENT,
    /** A SYN was received and answered. */
    SYN_RECEIVED,
    /** Data flows both ways. */
    ESTABLISHED,
    /** Closed here; the end of the stream is not acknowledged. */
    FIN_WAIT_1,
    /** Closed here and acknowledged; the other side may still send. */
    FIN_WAIT_2,
    /** Closed by the other side. */
    CLOSE_WAIT,
    /** Closed by both at the same time. */
    CLOSING,
    /** Closed by the other side, then here; the end of the stream is not acknowledged. */
    LAST_ACK,
    /** Over; late packets are still answered. */
    TIME_WAIT,
    /** Over. */
    CLOSED;

    /** Whether both ends have agreed on the connection and it is not over. */
    boolean synchronised() {
        return this != SYN_SENT && this != SYN_RECEIVED && this != CLOSED;
    }

    /** Whether data or the end of the stream may be sent or repeated. */
    boolean sends() {
        return synchronised() && this != FIN_WAIT_2 && this != TIME_WAIT;
    }

    /** Whether the application may still write. */
    boolean writes() {
        return this == ESTABLISHED || this == CLOSE_WAIT;
    }
}
