package dev.lockstep.net.tcp;

import dev.lockstep.core.Host;
import dev.lockstep.net.Packet;
import java.nio.ByteBuffer;

/**
 * A TCP segment on its way (RFC 9293). Sequence numbers are 64 bits wide and never wrap. The payload is a slice of a buffer that
 * is not written again, so that nothing is copied on the way.
 */
public class Segment implements Packet {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    /** IP and TCP header without options, bytes. */
    private static final int HEADER = 40;

    private static final byte[] EMPTY = {};

    private final Kernel source;
    private final Kernel target;
    private final Flow flow;
    private final long sequence;
    private final long acknowledged;
    private final int window;
    private final long firstByte;
    private int flags;
    private byte[] data = EMPTY;
    private int offset;
    private int length;
    private long judged;
    private long arrival;

    /** A segment without payload, from one kernel to another; the flow is named as the receiver does. */
    protected Segment(
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

    /** Gives it a payload. */
    protected final Segment payload(byte[] bytes, int from, int count) {
        data = bytes;
        offset = from;
        length = count;
        return this;
    }

    /** Cuts the payload to its first bytes; the end of the stream goes with the rest. */
    public void truncate(int bytes) {
        if (bytes < length) {
            length = bytes;
            flags &= ~FIN;
        }
    }

    /** The connection as the receiver names it. */
    public final Flow flow() {
        return flow;
    }

    /** The kernel that sent it. */
    public final Kernel source() {
        return source;
    }

    /** The kernel it is for. */
    public final Kernel target() {
        return target;
    }

    /** Copies what fits of the payload. */
    public final void copyTo(ByteBuffer target) {
        target.put(data, offset, Math.min(length, target.remaining()));
    }

    /** Hands it to the kernel it is for. */
    public void deliver() {
        target.receive(this);
    }

    byte[] data() {
        return data;
    }

    int offset() {
        return offset;
    }

    /** The sequence number after payload and flags. */
    long end() {
        return sequence + length + (syn() ? 1 : 0) + (fin() ? 1 : 0);
    }

    /** Number of the last rule that has judged it. */
    public long judged() {
        return judged;
    }

    /** Notes which rule has judged it last. */
    public void judged(long rule) {
        judged = rule;
    }

    /** When it reaches the target, ns. */
    public long arrival() {
        return arrival;
    }

    /** Notes when it reaches the target, ns. */
    public void arrival(long nanos) {
        arrival = nanos;
    }

    /** What it takes up on a link, bytes. */
    public int wireBytes() {
        return length + HEADER;
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
