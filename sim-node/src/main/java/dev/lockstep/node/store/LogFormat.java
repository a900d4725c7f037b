package dev.lockstep.node.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of RocksDB's log files (log_format.h): blocks of 32 KiB with fragments of records. A fragment has 7 bytes in front: masked
 * CRC32C of type and content, length, type, little endian. No fragment crosses a block; where not even its head fits, zeros follow.
 */
final class LogFormat {
    private static final int BLOCK = 32 << 10;
    private static final int HEAD = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    private static final int MASK = 0xa282ead8;

    private LogFormat() {}

    /** The bytes of {@code record} in a file that has {@code size} bytes so far. */
    static byte[] encode(byte[] record, long size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(record.length + 2 * HEAD);
        int offset = (int) (size % BLOCK);
        int from = 0;
        do {
            if (BLOCK - offset < HEAD) {
                out.write(new byte[HEAD], 0, BLOCK - offset);
                offset = 0;
            }
            int length = Math.min(record.length - from, BLOCK - offset - HEAD);
            boolean last = from + length == record.length;
            int type = from == 0 ? (last ? FULL : FIRST) : (last ? LAST : MIDDLE);
            out.writeBytes(head(type, record, from, length));
            out.write(record, from, length);
            offset += HEAD + length;
            from += length;
        } while (from < record.length);
        return out.toByteArray();
    }

    private static byte[] head(int type, byte[] bytes, int from, int length) {
        return ByteBuffer.allocate(HEAD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(crc(type, bytes, from, length))
                .putShort((short) length)
                .put((byte) type)
                .array();
    }

    private static int crc(int type, byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(type);
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    /** The records in the file {@code bytes}, up to the first that is not whole. */
    static List<byte[]> decode(byte[] bytes) {
        List<byte[]> records = new ArrayList<>();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        int place = 0;
        for (ByteBuffer next = fragment(bytes, place); next != null; next = fragment(bytes, place)) {
            int type = next.get(next.position() - 1);
            if ((type == FULL || type == FIRST) != (record.size() == 0)) {
                break;
            }
            record.write(bytes, next.position(), next.remaining());
            place = next.limit();
            if (type == FULL || type == LAST) {
                records.add(record.toByteArray());
                record.reset();
            }
        }
        return records;
    }

    /** The content of the fragment at {@code place} or in the block after it, or null if there is no whole one. */
    private static @Nullable ByteBuffer fragment(byte[] bytes, int place) {
        int left = BLOCK - place % BLOCK;
        int from = left < HEAD ? place + left : place;
        if (from + HEAD > bytes.length) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, from, HEAD).order(ByteOrder.LITTLE_ENDIAN);
        int crc = head.getInt();
        int length = Short.toUnsignedInt(head.getShort());
        int type = head.get();
        boolean whole = type >= FULL && type <= LAST && from + HEAD + length <= bytes.length;
        return whole && crc(type, bytes, from + HEAD, length) == crc
                ? ByteBuffer.wrap(bytes, from + HEAD, length)
                : null;
    }
}
