package dev.lockstep.net.tcp;

import dev.lockstep.core.Host;
import dev.lockstep.net.packet.Frame;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP segment on its way (RFC 9293). Sequence numbers are 64 bits wide and never wrap. The payload is a part of a buffer that
 * is not written again, so that nothing is copied on the way.
 */
public final class Segment extends Frame {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    /** IP and TCP header without options, bytes. */
    private static final int HEADER = 40;

    private final Kernel source;
    private final Kernel target;
    private final Flow flow;
    private final long sequence;
    private final long acknowledged;
    private final long firstByte;
    private int window;
    private int flags;
    private @Nullable Slice payload;
    private int length;

    Segment(
            Kernel source,
            Kernel target,
            Flow flow,
            int flags,
            long sequence,
            long acknowledged,
            int window,
            long firstByte) {
        this.source = source;
        this.target = target;
        this.flow = flow;
        this.flags = flags;
        this.sequence = sequence;
        this.acknowledged = acknowledged;
        this.window = window;
        this.firstByte = firstByte;
    }

    Segment payload(@Nullable Slice bytes, int count) {
        payload = bytes;
        length = count;
        return this;
    }

    /** Cuts the payload to its first bytes; the end of the stream goes with the rest. */
    @Override
    public void truncate(int bytes) {
        if (bytes < length) {
            length = bytes;
            flags &= ~FIN;
        }
    }

    /** The connection as the receiver names it. */
    Flow flow() {
        return flow;
    }

    /** The kernel it is for. */
    Kernel target() {
        return target;
    }

    /** The payload, of which the first {@link #length} bytes count. */
    @Nullable
    Slice payload() {
        return payload;
    }

    /** The sequence number after payload and flags. */
    long end() {
        return sequence + length + (syn() ? 1 : 0) + (fin() ? 1 : 0);
    }

    @Override
    public int headerBytes() {
        return HEADER;
    }

    @Override
    protected Segment copy() {
        return new Segment(source, target, flow, flags, sequence, acknowledged, window, firstByte)
                .payload(payload, length);
    }

    /** TCP's checksum finds it. */
    @Override
    public boolean damage(long bits) {
        return false;
    }

    @Override
    public void limitWindow(int bytes) {
        window = Math.min(window, bytes);
    }

    @Override
    public boolean ready() {
        return target.powered();
    }

    @Override
    public void deliver() {
        target.receive(this);
    }

    @Override
    public void encode(int mtu, Consumer<ByteBuffer> sink) {
        SegmentBytes.encode(this, mtu, sink);
    }

    /** The flags as in the TCP header: FIN 1, SYN 2, RST 4, ACK 16. */
    public int flags() {
        return flags;
    }

    @Override
    public Host from() {
        return source.host();
    }

    @Override
    public Host to() {
        return target.host();
    }

    @Override
    public int fromPort() {
        return flow.remotePort();
    }

    @Override
    public int toPort() {
        return flow.localPort();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long streamOffset() {
        return Math.max(0, sequence - firstByte);
    }

    @Override
    public boolean syn() {
        return (flags & SYN) != 0;
    }

    @Override
    public boolean ack() {
        return (flags & ACK) != 0;
    }

    @Override
    public boolean fin() {
        return (flags & FIN) != 0;
    }

    @Override
    public boolean rst() {
        return (flags & RST) != 0;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }

    @Override
    public int window() {
        return window;
    }
}
