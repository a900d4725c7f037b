package dev.lockstep.node.master;

import dev.lockstep.node.store.WalBatch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Frames not yet sent to one replica, and the rule when to send them: the first batch at once, then with 16 KiB, with 16 updates, or
 * when the replica is at most 16 sequences behind. Belongs to one thread.
 */
final class FrameBuffer {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_UPDATES = 16;
    private static final int CLOSE_BEHIND = 16;

    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private int updates;
    private boolean first = true;

    /** Adds a frame of {@code batch}; {@code latest} is the newest sequence. Returns whether it is time to send. */
    boolean add(WalBatch batch, long latest) {
        frames.writeBytes(("$" + batch.bytes().length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        frames.writeBytes(batch.bytes());
        frames.writeBytes(new byte[] {'\r', '\n'});
        updates += batch.count();
        boolean due = first
                || frames.size() >= MAX_BYTES
                || updates >= MAX_UPDATES
                || latest - batch.sequence() <= CLOSE_BEHIND;
        first = false;
        return due;
    }

    /** Whether there is nothing to send. */
    boolean isEmpty() {
        return frames.size() == 0;
    }

    /** All frames; the buffer is empty afterwards. */
    ByteBuffer take() {
        ByteBuffer all = ByteBuffer.wrap(frames.toByteArray());
        frames.reset();
        updates = 0;
        return all;
    }
}
