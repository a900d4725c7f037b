package dev.lockstep.node.replica;

import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Incremental sync: frames {@code $<length>\r\n<bytes>\r\n}, each {@code ping} or a write batch that is applied as it is. Keeps nothing over a
 * reconnect, so a frame cut in the middle is never mistaken for another.
 */
final class BatchLoop {
    private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_FRAME = 512 << 20;

    private static final byte[] GET_ACK = "_getack".getBytes(StandardCharsets.US_ASCII);

    private final Store store;
    private final Acknowledger acknowledger;

    BatchLoop(Store store, Acknowledger acknowledger) {
        this.store = store;
        this.acknowledger = acknowledger;
    }

    /** Applies frames until the link ends or the thread is to stop; never returns normally. */
    void run(ReplicaLink link) throws IOException {
        while (true) {
            byte[] frame = link.readExactly(length(link.readLine()));
            byte[] end = link.readExactly(2);
            if (end[0] != '\r' || end[1] != '\n') {
                throw new RestartException("a frame does not end where it should");
            }
            if (Arrays.equals(frame, PING)) {
                acknowledger.pinged(link);
            } else if (acknowledger.enabled() && Arrays.equals(frame, GET_ACK)) {
                acknowledger.asked(link);
            } else {
                apply(frame);
                acknowledger.applied(link);
            }
        }
    }

    private void apply(byte[] frame) throws IOException {
        try {
            store.apply(frame);
        } catch (StoreException e) {
            throw new RestartException("cannot apply a batch: " + e.getMessage(), e);
        }
    }

    private static int length(String line) throws IOException {
        try {
            int length = line.startsWith("$") ? Integer.parseInt(line.substring(1)) : 0;
            if (length > 0 && length <= MAX_FRAME) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new RestartException("the master sent '" + line + "' as the size of a frame", e);
        }
        throw new RestartException("the master sent '" + line + "' as the size of a frame");
    }
}
