package dev.lockstep.net.udp;

import dev.lockstep.net.packet.Ipv4;
import dev.lockstep.net.tcp.Flow;
import java.nio.ByteBuffer;

/** Datagrams as bytes: IPv4 and UDP headers (RFC 791, RFC 768); the word that nobody has the port as ICMP (RFC 792). Never in fragments. */
final class DatagramBytes {
    private static final int ICMP = 1;
    private static final int UDP = 17;
    private static final int HEADER = 8;
    private static final int UDP_CHECKSUM_AT = 6;
    private static final int ICMP_CHECKSUM_AT = 2;
    private static final byte UNREACHABLE = 3;
    private static final byte PORT = 3;

    private DatagramBytes() {}

    static ByteBuffer of(Datagram datagram) {
        return datagram.unreachable()
                ? icmp(datagram.flow())
                : udp(datagram.flow(), datagram.bytes(), datagram.length());
    }

    private static ByteBuffer udp(Flow flow, byte[] bytes, int count) {
        int length = HEADER + count;
        ByteBuffer out = ByteBuffer.allocate(Ipv4.HEADER + length);
        Ipv4.header(out, UDP, flow.remoteAddress(), flow.localAddress(), length);
        int start = out.position();
        ports(out, flow, length);
        out.put(bytes, 0, count);
        long sum = Ipv4.pseudoHeader(UDP, flow.remoteAddress(), flow.localAddress(), length);
        short checksum = Ipv4.checksum(sum + Ipv4.sum(out, start, length));
        out.putShort(start + UDP_CHECKSUM_AT, checksum == 0 ? (short) -1 : checksum); // 0 would say that there is none
        return out.flip();
    }

    private static void ports(ByteBuffer out, Flow flow, int length) {
        out.putShort((short) flow.remotePort()).putShort((short) flow.localPort());
        out.putShort((short) length).putShort((short) 0);
    }

    /** It quotes the headers of what it answers. */
    private static ByteBuffer icmp(Flow flow) {
        int length = HEADER + Ipv4.HEADER + HEADER;
        ByteBuffer out = ByteBuffer.allocate(Ipv4.HEADER + length);
        Ipv4.header(out, ICMP, flow.remoteAddress(), flow.localAddress(), length);
        int start = out.position();
        out.put(UNREACHABLE).put(PORT).putShort((short) 0).putInt(0);
        Flow answered = flow.reversed();
        Ipv4.header(out, UDP, answered.remoteAddress(), answered.localAddress(), HEADER);
        ports(out, answered, HEADER);
        out.putShort(start + ICMP_CHECKSUM_AT, Ipv4.checksum(Ipv4.sum(out, start, length)));
        return out.flip();
    }
}
