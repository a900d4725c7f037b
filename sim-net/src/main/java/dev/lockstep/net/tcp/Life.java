package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;
import org.jspecify.annotations.Nullable;

/** The life of a connection: its state (RFC 9293, 3.3.2), how it ends, and the error it ended with. */
final class Life {
    private final Connection connection;
    private final Timer lastTimer;
    private TcpState state = TcpState.CLOSED;
    private @Nullable Errno error;
    private boolean owned;
    private long endsAt;

    Life(Connection connection) {
        this.connection = connection;
        this.lastTimer = connection.kernel().simulation().timer(this::end);
    }

    void begin(TcpState first) {
        state = first;
        connection.kernel().add(connection);
        connection.handshake().send();
    }

    /** The handshake is complete. */
    void established() {
        state = TcpState.ESTABLISHED;
        connection.keepalive().heard();
        connection.keepalive().restart();
        connection.allChanged();
    }

    /** An application has the socket. */
    void adopt() {
        owned = true;
    }

    /** The application has given the socket up. */
    void abandon() {
        owned = false;
    }

    /** The application sends nothing more; false if that is nothing new. */
    boolean outputEnded() {
        switch (state) {
            case ESTABLISHED -> state = TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> state = TcpState.LAST_ACK;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The other side has acknowledged that. */
    void finishAcknowledged() {
        switch (state) {
            case FIN_WAIT_1 -> {
                state = TcpState.FIN_WAIT_2;
                limitOrphan();
            }
            case CLOSING -> timeWait();
            case LAST_ACK -> end();
            default -> {}
        }
    }

    private void endIn(long nanos) {
        endsAt = connection.now() + nanos;
        lastTimer.arm(nanos);
    }

    /** Without an application the other side gets so long to end its stream (tcp_fin_timeout). */
    void limitOrphan() {
        if (state == TcpState.FIN_WAIT_2 && !owned) {
            endIn(connection.kernel().options().timeWaitNanos());
        }
    }

    /** The other side sends nothing more. */
    void inputEnded() {
        switch (state) {
            case ESTABLISHED -> state = TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> state = TcpState.CLOSING;
            case FIN_WAIT_2 -> timeWait();
            default -> {}
        }
    }

    private void timeWait() {
        state = TcpState.TIME_WAIT;
        connection.sender().stop();
        connection.keepalive().stop();
        connection.acknowledger().stop();
        endIn(connection.kernel().options().timeWaitNanos());
    }

    /** The other side, or a box between, has killed the connection. */
    void reset() {
        fail(
                state == TcpState.SYN_SENT
                        ? Errno.ECONNREFUSED
                        : state == TcpState.CLOSE_WAIT ? Errno.EPIPE : Errno.ECONNRESET);
    }

    /** Kills the connection and tells the other side. */
    void abort() {
        if (state.synchronised() || state == TcpState.SYN_RECEIVED) {
            connection.out().reset();
        }
        end();
    }

    /** Ends the connection with an error; what has arrived can still be read. */
    void fail(Errno reason) {
        boolean over = state == TcpState.TIME_WAIT || state == TcpState.CLOSED;
        error = over || !wanted() ? null : reason;
        end();
    }

    /** Forgets the connection without a packet. */
    void end() {
        state = TcpState.CLOSED;
        lastTimer.cancel();
        connection.release(!wanted());
    }

    /** Whether an application has it or may still accept it. */
    boolean wanted() {
        return owned || connection.handshake().queued();
    }

    boolean owned() {
        return owned;
    }

    TcpState state() {
        return state;
    }

    boolean failed() {
        return error != null;
    }

    @Nullable
    Errno takeError() {
        Errno pending = error;
        error = null;
        return pending;
    }

    /** " over in N ns", or nothing if no timer will end it. */
    String describe() {
        return lastTimer.armed() ? " over in " + (endsAt - connection.now()) + " ns" : "";
    }
}
