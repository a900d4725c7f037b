package dev.lockstep.net.tcp;

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
    private final SocketSettings settings;
    private final long initial;
    private final Outbound out;
    private final Inbound in;
    private final Sender sender;
    private final Receiver receiver;
    private final Acknowledger acknowledger;
    private final Handshake handshake;
    private final Keepalive keepalive;
    private final Life life;
    private @Nullable Binding binding;

    Connection(Kernel kernel, Flow flow, SocketSettings settings, @Nullable Listener listener) {
        super(kernel.simulation());
        this.kernel = kernel;
        this.flow = flow;
        this.settings = settings;
        this.initial = kernel.drawInitialSequence();
        RoundTrip roundTrip = new RoundTrip(kernel.options());
        this.out = new Outbound(this);
        this.in = new Inbound(this);
        this.sender = new Sender(this, roundTrip, initial + 1);
        this.receiver = new Receiver(settings);
        this.acknowledger = new Acknowledger(this);
        this.handshake = new Handshake(this, roundTrip, listener);
        this.keepalive = new Keepalive(this);
        this.life = new Life(this);
    }

    /** Asks for the connection; readiness for {@link SelectionKey#OP_CONNECT} tells the outcome. */
    void open(Binding local) {
        binding = local;
        life.adopt();
        life.begin(TcpState.SYN_SENT);
    }

    /** Agrees to a connection. */
    void answer(Segment syn) {
        receiver.start(syn.end());
        sender.start(syn);
        life.begin(TcpState.SYN_RECEIVED);
    }

    /** The application has accepted it. */
    void adopt() {
        life.adopt();
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
            if (state().synchronised()) {
                wasRead();
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
        return state() == TcpState.CLOSED ? -1 : 0;
    }

    private void wasRead() {
        acknowledger.read(receiver.available() == 0);
        if (receiver.windowWorthTelling()) {
            out.acknowledge();
        }
    }

    /**
     * Writes what there is room for.
     *
     * @return bytes taken, 0 if there is no room
     * @throws IOException as the JDK tells the error of the connection
     */
    public int write(ByteBuffer source) throws IOException {
        if (!state().writes()) {
            Errno pending = takeError();
            throw (pending == null ? Errno.EPIPE : pending).ofWrite();
        }
        return sender.write(source);
    }

    /** Whether further writes follow at once, as those of a gathering write, which go out as one. */
    public void more(boolean follows) {
        sender.more(follows);
    }

    /** Ends the outgoing stream; what was written before still arrives. */
    public void shutdownOutput() {
        if (life.outputEnded()) {
            sender.finish();
            outputChanged();
        }
    }

    /**
     * Gives the socket up. The kernel sends on what was written, or resets the connection if bytes were left unread or SO_LINGER
     * is 0 (Linux' tcp_close).
     */
    public void close() {
        life.abandon();
        boolean established = state().synchronised() && state() != TcpState.TIME_WAIT;
        if (established && (receiver.available() > 0 || settings.linger() == 0)) {
            life.abort();
        } else if (state() == TcpState.SYN_SENT) {
            life.end();
        } else {
            shutdownOutput();
            life.limitOrphan();
        }
        allChanged();
    }

    /** Kills the connection and tells the other side. */
    void abort() {
        life.abort();
    }

    /** Forgets the connection without a packet. */
    void vanish() {
        life.end();
    }

    /** The error that connecting ended with, or null; asking takes it away. */
    public @Nullable Errno takeError() {
        return life.takeError();
    }

    /** Sets an option. */
    public void set(SocketOption<?> option, Object value) throws IOException {
        settings.set(option, value);
        if (state().synchronised()) {
            keepalive.restart();
            if (settings.noDelay()) {
                sender.output();
            }
        }
    }

    void onSegment(Segment segment) {
        in.onSegment(segment);
    }

    /** It is over: stops all parts, and forgets what has arrived if nobody will read it. */
    void release(boolean forget) {
        sender.stop();
        handshake.stop();
        keepalive.stop();
        acknowledger.stop();
        if (forget) {
            receiver.clear();
        }
        kernel.remove(this);
        allChanged();
    }

    // What the parts of it need.

    int retries() {
        return life.owned() ? kernel.options().retries() : kernel.options().orphanRetries();
    }

    long now() {
        return kernel.simulation().nanoTime();
    }

    Kernel kernel() {
        return kernel;
    }

    Outbound out() {
        return out;
    }

    Sender sender() {
        return sender;
    }

    Receiver receiver() {
        return receiver;
    }

    Acknowledger acknowledger() {
        return acknowledger;
    }

    Handshake handshake() {
        return handshake;
    }

    Keepalive keepalive() {
        return keepalive;
    }

    Life life() {
        return life;
    }

    long initial() {
        return initial;
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
        return life.state();
    }

    /** Both ends. */
    public Flow flow() {
        return flow;
    }

    /** Whether reading would not wait. */
    public boolean readable() {
        return receiver.available() > 0 || receiver.finished() || life.failed() || state() == TcpState.CLOSED;
    }

    /** Whether writing would not wait. */
    public boolean writable() {
        return state() != TcpState.SYN_SENT && (!state().writes() || sender.writable());
    }

    /** Bytes that can be read at once. */
    public int available() {
        return receiver.available();
    }

    @Override
    public int readyOps() {
        if (state() == TcpState.SYN_SENT) {
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
                state().name(),
                receiver.available(),
                receiver.delivered(),
                sender.pending(),
                sender.inFlight(),
                life.owned(),
                sender.describe() + keepalive.describe() + life.describe());
    }
}
