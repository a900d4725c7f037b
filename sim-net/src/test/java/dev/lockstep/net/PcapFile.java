package dev.lockstep.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a capture wrote, by the letter of the specification, and checks lengths and checksums on the way. */
final class PcapFile {
    /**
     * One TCP packet.
     *
     * @param host name of the interface
     * @param nanos ns since 1970
     * @param comment or empty
     */
    record Entry(
            String host,
            long nanos,
            String comment,
            int fromPort,
            int toPort,
            long sequence,
            long acknowledged,
            int flags,
            int window,
            int length,
            int options) {
        boolean syn() {
            return (flags & 2) != 0;
        }
    }

    final List<Entry> entries = new ArrayList<>();
    private final List<String> interfaces = new ArrayList<>();

    PcapFile(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        while (all.hasRemaining()) {
            int start = all.position();
            int type = all.getInt();
            int length = all.getInt();
            check("block is padded", length % 4, 0);
            check("trailing length", all.getInt(start + length - 4), length);
            block(type, all.slice(start + 8, length - 12));
            all.position(start + length);
        }
    }

    private void block(int type, ByteBuffer body) {
        switch (type) {
            case 0x0A0D0D0A -> check("byte order", body.getInt(), 0x1A2B3C4D);
            case 1 -> {
                check("link type is raw IP", body.getShort(), 101);
                interfaces.add(option(body, 8, 2));
                check("ns", option(body, 8, 9).charAt(0), 9);
            }
            case 6 -> packet(body);
            default -> throw new AssertionError("block of type " + type);
        }
    }

    private static String option(ByteBuffer body, int from, int wanted) {
        int at = from;
        while (at < body.limit()) {
            int code = body.getShort(at);
            int length = body.getShort(at + 2);
            if (code == wanted) {
                byte[] text = new byte[length];
                body.get(at + 4, text);
                return new String(text, StandardCharsets.UTF_8);
            }
            at += 4 + ((length + 3) & ~3);
        }
        return "";
    }

    private void packet(ByteBuffer body) {
        String host = interfaces.get(body.getInt());
        long nanos = (long) body.getInt() << 32 | (body.getInt() & 0xFFFFFFFFL);
        int length = body.getInt();
        check("whole packet", body.getInt(), length);
        ByteBuffer ip = body.slice(20, length);
        check("version", ip.get(0), 0x45);
        check("IP length", ip.getShort(2) & 0xFFFF, length);
        check("TCP", ip.get(9), 6);
        check("IP checksum", sum(ip.slice(0, 20)), 0xFFFF);
        ByteBuffer tcp = ip.slice(20, length - 20);
        ByteBuffer pseudo = ByteBuffer.allocate(12 + tcp.limit());
        pseudo.put(ip.slice(12, 8))
                .putShort((short) 6)
                .putShort((short) tcp.limit())
                .put(tcp.duplicate());
        check("TCP checksum", sum(pseudo.flip()), 0xFFFF);
        int header = (tcp.get(12) >> 4 & 15) * 4;
        entries.add(new Entry(
                host,
                nanos,
                option(body, 20 + ((length + 3) & ~3), 1),
                tcp.getShort(0) & 0xFFFF,
                tcp.getShort(2) & 0xFFFF,
                tcp.getInt(4) & 0xFFFFFFFFL,
                tcp.getInt(8) & 0xFFFFFFFFL,
                tcp.get(13),
                tcp.getShort(14) & 0xFFFF,
                tcp.limit() - header,
                header - 20));
    }

    /** Ones' complement sum, which is 0xFFFF over anything that holds its own checksum. */
    private static int sum(ByteBuffer bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            sum += (bytes.get(i) & 0xFF) << (i % 2 == 0 ? 8 : 0);
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    private static void check(String what, int actual, int expected) {
        if (actual != expected) {
            throw new AssertionError(what + ": " + actual + ", expected " + expected);
        }
    }
}
