package dev.lockstep.net.tcp;

import dev.lockstep.core.Timer;
import dev.lockstep.net.ConnectionInfo;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TCP connection (RFC 9293), with the errors an application sees on Linux. It belongs to its host's kernel: it lives
 * on when the process is stopped, and after the application has closed it until all is sent. Used on the carrier only.
 */
public final class Connection extends Endpoint {
    private final Kernel kernel;
    private final Flow flow;
    private final Flow peerFlow;
    private final SocketSettings settings;
    private final long initial;
    private final Sender sender;
    private final Receiver receiver;
    private final Handshake handshake;
    private final Keepalive keepalive;
    private final Timer lastTimer;
    private @Nullable Binding binding;
    private TcpState state = TcpState.CLOSED;
    private @Nullable Errno error;
    private boolean owned;

    Connection(Kernel kernel, Flow flow, SocketSettings settings, @Nullable Listener listener) {
        super(kernel.simulation());
        this.kernel = kernel;
        this.flow = flow;
        this.peerFlow = flow.reversed();
        this.settings = settings;
        this.initial = kernel.drawInitialSequence();
        RoundTrip roundTrip = new RoundTrip(kernel.options());
        this.sender = new Sender(this, roundTrip, initial + 1);
        this.receiver = new Receiver(settings);
        this.handshake = new Handshake(this, roundTrip, listener);
        this.keepalive = new Keepalive(this);
        this.lastTimer = kernel.simulation().timer(this::end);
    }

    /** Asks for the connection; readiness for {@link SelectionKey#OP_CONNECT} tells the outcome. */
    void open(Binding local) {
        binding = local;
        owned = true;
        begin(TcpState.SYN_SENT);
    }

    /** Agrees to a connection. */
    void answer(Segment syn) {
        receiver.start(syn.end());
        sender.start(syn.window());
        begin(TcpState.SYN_RECEIVED);
    }

    private void begin(TcpState first) {
        state = first;
        kernel.add(this);
        handshake.send();
    }

    /** The application has accepted it. */
    void adopt() {
        owned = true;
        handshake.taken();
    }

    // What the application does.

    /**
     * Reads what is there.
     *
     * @return bytes read, 0 if there are none yet, -1 at the end of the stream
     * @throws IOException as the JDK tells the error of the connection
     */
    public int read(ByteBuffer target) throws IOException {
        int count = receiver.read(target);
        if (count > 0) {
            if (state.synchronised() && receiver.windowWorthTelling()) {
                acknowledge();
            }
            return count;
        }
        if (receiver.finished()) {
            return -1;
        }
        Errno pending = takeError();
        if (pending != null) {
            throw pending.ofRead();
        }
        return state == TcpState.CLOSED ? -1 : 0;
    }

    /**
     * Writes what there is room for.
     *
     * @return bytes taken, 0 if there is no room
     * @throws IOException as the JDK tells the error of the connection
     */
    public int write(ByteBuffer source) throws IOException {
        if (!state.writes()) {
            Errno pending = takeError();
            throw (pending == null ? Errno.EPIPE : pending).ofWrite();
        }
        return sender.write(source);
    }

    /** Ends the outgoing stream; what was written before still arrives. */
    public void shutdownOutput() {
        switch (state) {
            case ESTABLISHED -> state = TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> state = TcpState.LAST_ACK;
            default -> {
                return;
            }
        }
        sender.finish();
        outputChanged();
    }

    /**
     * Gives the socket up. The kernel sends on what was written, or resets the connection if bytes were left unread or SO_LINGER
     * is 0 (Linux' tcp_close).
     */
    public void close() {
        owned = false;
        boolean established = state.synchronised() && state != TcpState.TIME_WAIT;
        if (established && (receiver.available() > 0 || settings.linger() == 0)) {
            abort();
        } else if (state == TcpState.SYN_SENT) {
            vanish();
        } else {
            shutdownOutput();
            if (state == TcpState.FIN_WAIT_2) {
                lastTimer.arm(kernel.options().timeWaitNanos());
            }
        }
        allChanged();
    }

    /** Kills the connection and tells the other side. */
    void abort() {
        if (state.synchronised() || state == TcpState.SYN_RECEIVED) {
            resetPeer();
        }
        end();
    }

    /** Forgets the connection without a packet. */
    void vanish() {
        end();
    }

    /** The error that connecting ended with, or null; asking takes it away. */
    public @Nullable Errno takeError() {
        Errno pending = error;
        error = null;
        return pending;
    }

    /** Sets an option. */
    public void set(SocketOption<?> option, Object value) throws IOException {
        settings.set(option, value);
        if (state.synchronised()) {
            keepalive.restart();
        }
    }

    // What arrives.

    void onSegment(Segment segment) {
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            if (!handshake.onSegment(segment) || state == TcpState.CLOSED) {
                return;
            }
        }
        keepalive.heard();
        if (segment.rst()) {
            if (receiver.inWindow(segment.sequence())) {
                reset();
            }
        } else if (segment.syn()) {
            acknowledge();
        } else {
            onData(segment);
        }
    }

    private void onData(Segment segment) {
        if (sender.acknowledge(segment)) {
            if (sender.finishAcknowledged()) {
                finishAcknowledged();
            }
            if (state != TcpState.CLOSED && sender.writable()) {
                outputChanged();
            }
        }
        if (state == TcpState.CLOSED) {
            return;
        }
        boolean nobodyReads = !owned && !handshake.queued() && segment.length() > 0;
        if (nobodyReads && segment.end() > receiver.next()) {
            abort();
            return;
        }
        boolean wasFinished = receiver.finished();
        boolean news = receiver.accept(segment);
        if (receiver.finished() && !wasFinished) {
            streamEnded();
        }
        if (segment.length() > 0 || segment.fin() || segment.sequence() < receiver.next()) {
            acknowledge();
        }
        if (news) {
            inputChanged();
        }
    }

    private void finishAcknowledged() {
        switch (state) {
            case FIN_WAIT_1 -> {
                state = TcpState.FIN_WAIT_2;
                if (!owned) {
                    lastTimer.arm(kernel.options().timeWaitNanos());
                }
            }
            case CLOSING -> linger();
            case LAST_ACK -> end();
            default -> {}
        }
    }

    private void streamEnded() {
        switch (state) {
            case ESTABLISHED -> state = TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> state = TcpState.CLOSING;
            case FIN_WAIT_2 -> linger();
            default -> {}
        }
    }

    private void linger() {
        state = TcpState.TIME_WAIT;
        sender.stop();
        keepalive.stop();
        lastTimer.arm(kernel.options().timeWaitNanos());
    }

    /** The other side, or a box between, has killed the connection. */
    void reset() {
        fail(
                state == TcpState.SYN_SENT
                        ? Errno.ECONNREFUSED
                        : state == TcpState.CLOSE_WAIT ? Errno.EPIPE : Errno.ECONNRESET);
    }

    /** Ends the connection with an error; what has arrived can still be read. */
    void fail(Errno reason) {
        boolean over = state == TcpState.TIME_WAIT || state == TcpState.CLOSED;
        error = over || (!owned && !handshake.queued()) ? null : reason;
        end();
    }

    private void end() {
        state = TcpState.CLOSED;
        sender.stop();
        handshake.stop();
        keepalive.stop();
        lastTimer.cancel();
        if (!owned && !handshake.queued()) {
            receiver.clear();
        }
        kernel.remove(this);
        allChanged();
    }

    // What the parts of it need.

    /** The handshake is complete. */
    void established() {
        state = TcpState.ESTABLISHED;
        keepalive.heard();
        keepalive.restart();
        allChanged();
    }

    Segment segment(int flags, long sequence) {
        boolean ack = (flags & Segment.ACK) != 0;
        return kernel.segment(peerFlow, flags, sequence, ack ? receiver.next() : 0, receiver.window(), initial + 1);
    }

    void send(Segment segment) {
        kernel.send(segment);
    }

    void acknowledge() {
        send(segment(Segment.ACK, sender.highest()));
    }

    /** Sends something the other side has long acknowledged, so that it answers. */
    void probe() {
        send(segment(Segment.ACK, sender.unacknowledged() - 1));
    }

    void resetPeer() {
        send(segment(Segment.RST | Segment.ACK, sender.highest()));
    }

    boolean canSend() {
        return state.sends();
    }

    boolean sending() {
        return state.sends() && sender.busy();
    }

    int retries() {
        return owned ? kernel.options().retries() : kernel.options().orphanRetries();
    }

    int segmentBytes() {
        return kernel.segmentBytes(flow);
    }

    long queueNanos() {
        return kernel.queueNanos(flow);
    }

    long now() {
        return kernel.simulation().nanoTime();
    }

    Kernel kernel() {
        return kernel;
    }

    Sender sender() {
        return sender;
    }

    Receiver receiver() {
        return receiver;
    }

    long initial() {
        return initial;
    }

    boolean owned() {
        return owned;
    }

    @Nullable
    Binding binding() {
        return binding;
    }

    // What others may know.

    /** The options. */
    public SocketSettings settings() {
        return settings;
    }

    /** The state. */
    public TcpState state() {
        return state;
    }

    /** Both ends. */
    public Flow flow() {
        return flow;
    }

    /** Whether reading would not wait. */
    public boolean readable() {
        return receiver.available() > 0 || receiver.finished() || error != null || state == TcpState.CLOSED;
    }

    /** Whether writing would not wait. */
    public boolean writable() {
        return state == TcpState.SYN_SENT ? false : !state.writes() || sender.writable();
    }

    /** Bytes that can be read at once. */
    public int available() {
        return receiver.available();
    }

    @Override
    public int readyOps() {
        if (state == TcpState.SYN_SENT) {
            return 0;
        }
        return SelectionKey.OP_CONNECT
                | (readable() ? SelectionKey.OP_READ : 0)
                | (writable() ? SelectionKey.OP_WRITE : 0);
    }

    /** A snapshot. */
    public ConnectionInfo info() {
        return new ConnectionInfo(
                Addresses.text(flow.localAddress()) + ":" + flow.localPort(),
                Addresses.text(flow.remoteAddress()) + ":" + flow.remotePort(),
                state.name(),
                receiver.available(),
                receiver.delivered(),
                sender.pending(),
                sender.inFlight(),
                owned,
                sender.describe());
    }
}
