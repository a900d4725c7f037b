package dev.lockstep.net.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes a pcapng file of one section (draft-ietf-opsawg-pcapng): raw IP packets, interfaces with names, times in ns. Used by one
 * thread.
 */
final class PcapngWriter implements Closeable {
    private static final int SECTION = 0x0A0D_0D0A;
    private static final int BYTE_ORDER = 0x1A2B_3C4D;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final short RAW_IP = 101;
    private static final short COMMENT = 1;
    private static final short NAME = 2;
    private static final short TIME_RESOLUTION = 9;
    private static final byte NANOS = 9;
    private static final int FRAME = 12;
    private static final int PACKET_FIELDS = 20;

    private final OutputStream out;
    private int interfaces;

    /** Writes the head of the file. */
    PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        ByteBuffer body = ByteBuffer.allocate(16);
        body.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
        block(SECTION, body.flip());
    }

    /** Adds an interface; the first has number 0. */
    int addInterface(String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(24 + padded(text.length));
        body.putShort(RAW_IP).putShort((short) 0).putInt(0);
        option(body, NAME, text);
        option(body, TIME_RESOLUTION, new byte[] {NANOS});
        body.putInt(0);
        block(INTERFACE, body.flip());
        return interfaces++;
    }

    /**
     * Adds a packet.
     *
     * @param onInterface number of its interface
     * @param nanos time, ns since 1970
     * @param comment shown with the packet, or empty
     */
    void packet(int onInterface, long nanos, ByteBuffer packet, String comment) throws IOException {
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        int length = packet.remaining();
        int options = text.length == 0 ? 0 : 8 + padded(text.length);
        ByteBuffer body = ByteBuffer.allocate(PACKET_FIELDS + padded(length) + options);
        body.putInt(onInterface).putInt((int) (nanos >>> 32)).putInt((int) nanos);
        body.putInt(length).putInt(length).put(packet);
        body.position(PACKET_FIELDS + padded(length));
        if (options > 0) {
            option(body, COMMENT, text);
            body.putInt(0);
        }
        block(PACKET, body.flip());
    }

    private static void option(ByteBuffer to, short code, byte[] value) {
        to.putShort(code).putShort((short) value.length);
        int end = to.position() + padded(value.length);
        to.put(value).position(end);
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private void block(int type, ByteBuffer body) throws IOException {
        int length = FRAME + body.remaining();
        ByteBuffer all = ByteBuffer.allocate(length);
        all.putInt(type).putInt(length).put(body).putInt(length);
        out.write(all.array());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
