package dev.lockstep.net;

import dev.lockstep.core.TraceEvent;

/**
 * How events of kind {@link dev.lockstep.core.TraceKind#PACKET} tell of a packet in two numbers. A delivered packet is told at
 * its receiver's host, a dropped one at its sender's.
 *
 * @param delivered whether it was delivered, or dropped
 * @param fromPort port at the sender
 * @param toPort port at the receiver
 * @param flags as in the TCP header: FIN 1, SYN 2, RST 4, ACK 16
 * @param otherHost index of the host at the other end
 * @param streamOffset payload bytes of the connection and direction before it, modulo 2^40
 * @param length payload, bytes
 */
public record PacketEvent(
        boolean delivered, int fromPort, int toPort, int flags, int otherHost, long streamOffset, int length) {
    private static final int LENGTH_BITS = 24;

    /** First number of a packet that was delivered. */
    public static long delivered(Packet packet) {
        return encode(packet, 1, packet.from().index());
    }

    /** First number of a packet that was dropped. */
    public static long dropped(Packet packet) {
        return encode(packet, 0, packet.to().index());
    }

    /** Second number of a packet. */
    public static long extent(Packet packet) {
        return packet.streamOffset() << LENGTH_BITS | packet.length();
    }

    /** Reads an event of kind PACKET. */
    public static PacketEvent of(TraceEvent event) {
        long a = event.a();
        return new PacketEvent(
                (a & 1) == 1,
                (int) (a >>> 6 & 0xFFFF),
                (int) (a >>> 22 & 0xFFFF),
                (int) (a >>> 1 & 31),
                (int) (a >>> 38),
                event.b() >>> LENGTH_BITS,
                (int) (event.b() & (1 << LENGTH_BITS) - 1));
    }

    private static long encode(Packet packet, int delivered, int otherHost) {
        int flags = (packet.fin() ? 1 : 0) | (packet.syn() ? 2 : 0) | (packet.rst() ? 4 : 0) | (packet.ack() ? 16 : 0);
        return delivered
                | (long) flags << 1
                | (long) packet.fromPort() << 6
                | (long) packet.toPort() << 22
                | (long) otherHost << 38;
    }
}
