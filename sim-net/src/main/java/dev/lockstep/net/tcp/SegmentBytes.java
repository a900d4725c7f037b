package dev.lockstep.net.tcp;

import dev.lockstep.net.packet.Ipv4;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Segments as bytes: IPv4 and TCP headers (RFC 791, RFC 9293), cut into packets of one MSS. A SYN tells MSS and window scale;
 * everything else is without options.
 */
final class SegmentBytes {
    private static final int TCP = 6;
    private static final int HEADER = 20;
    private static final int OPTIONS = 8;
    private static final int CHECKSUM_AT = 16;
    private static final int PUSH = 8;
    /** Windows are told in units of 4 bytes, so that the largest, 212,992, fits 16 bits. */
    private static final int WINDOW_SCALE = 2;

    private SegmentBytes() {}

    static void encode(Segment segment, int mtu, Consumer<ByteBuffer> sink) {
        int mss = Math.min(mtu, Ipv4.MOST_BYTES) - Ipv4.HEADER - HEADER;
        int done = 0;
        do {
            int count = Math.min(mss, segment.length() - done);
            sink.accept(packet(segment, mss, done, count));
            done += count;
        } while (done < segment.length());
    }

    private static ByteBuffer packet(Segment segment, int mss, int skip, int count) {
        boolean last = skip + count == segment.length();
        int options = segment.syn() ? OPTIONS : 0;
        int length = HEADER + options + count;
        Flow flow = segment.flow();
        ByteBuffer out = ByteBuffer.allocate(Ipv4.HEADER + length);
        Ipv4.header(out, TCP, flow.remoteAddress(), flow.localAddress(), length);
        int start = out.position();
        out.putShort((short) flow.remotePort()).putShort((short) flow.localPort());
        out.putInt((int) (segment.sequence() + skip)).putInt(segment.ack() ? (int) segment.acknowledged() : 0);
        out.put((byte) ((HEADER + options) << 2)).put((byte) flags(segment, last, count));
        out.putShort((short) window(segment)).putShort((short) 0).putShort((short) 0);
        if (segment.syn()) {
            out.put((byte) 2).put((byte) 4).putShort((short) mss);
            out.put((byte) 1).put((byte) 3).put((byte) 3).put((byte) WINDOW_SCALE);
        }
        payload(out, segment, skip, count);
        long sum = Ipv4.pseudoHeader(TCP, flow.remoteAddress(), flow.localAddress(), length);
        out.putShort(start + CHECKSUM_AT, Ipv4.checksum(sum + Ipv4.sum(out, start, length)));
        return out.flip();
    }

    private static void payload(ByteBuffer out, Segment segment, int skip, int count) {
        int before = skip;
        int left = count;
        for (Slice slice = segment.payload(); slice != null && left > 0; slice = slice.next()) {
            int from = Math.min(before, slice.length());
            int part = Math.min(left, slice.length() - from);
            out.put(slice.bytes(), slice.offset() + from, part);
            before -= from;
            left -= part;
        }
    }

    /** What comes last in a write is pushed, and only the last packet ends the stream. */
    private static int flags(Segment segment, boolean last, int count) {
        int flags = segment.flags();
        return last ? flags | (count > 0 ? PUSH : 0) : flags & ~Segment.FIN;
    }

    private static int window(Segment segment) {
        int shift = segment.syn() ? 0 : WINDOW_SCALE;
        return Math.min(0xFFFF, (segment.window() + (1 << shift) - 1) >> shift);
    }
}
