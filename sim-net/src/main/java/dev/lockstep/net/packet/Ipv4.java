package dev.lockstep.net.packet;

import java.nio.ByteBuffer;

/** IPv4 headers without options (RFC 791) and the Internet checksum (RFC 1071). */
public final class Ipv4 {
    /** Length of the header, bytes. */
    public static final int HEADER = 20;

    /** Largest packet its length field can tell, bytes. */
    public static final int MOST_BYTES = 65_535;

    private static final int CHECKSUM_AT = 10;
    private static final short VERSION_AND_LENGTH = 0x4500;
    private static final short DO_NOT_FRAGMENT = 0x4000;
    private static final byte TTL = 64;

    private Ipv4() {}

    /** Puts a header with checksum for a payload of {@code length} bytes into a buffer, at its position. */
    public static void header(ByteBuffer to, int protocol, int from, int target, int length) {
        int start = to.position();
        to.putShort(VERSION_AND_LENGTH).putShort((short) (HEADER + length));
        to.putShort((short) 0).putShort(DO_NOT_FRAGMENT);
        to.put(TTL).put((byte) protocol).putShort((short) 0).putInt(from).putInt(target);
        to.putShort(start + CHECKSUM_AT, checksum(sum(to, start, HEADER)));
    }

    /** The sum that TCP and UDP add for addresses, protocol and length. */
    public static long pseudoHeader(int protocol, int from, int target, int length) {
        return (from >>> 16) + (from & 0xFFFFL) + (target >>> 16) + (target & 0xFFFFL) + protocol + length;
    }

    /** The sum of the 16-bit words of a part of a buffer, a last odd byte counting as the high one. */
    public static long sum(ByteBuffer bytes, int start, int length) {
        long sum = 0;
        int end = start + (length & ~1);
        for (int i = start; i < end; i += 2) {
            sum += bytes.getShort(i) & 0xFFFF;
        }
        return (length & 1) == 0 ? sum : sum + ((bytes.get(end) & 0xFF) << 8);
    }

    /** The checksum that goes with a sum. */
    public static short checksum(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
