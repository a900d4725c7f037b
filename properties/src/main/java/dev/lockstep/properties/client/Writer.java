package dev.lockstep.properties.client;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes to the owner of the slots: once in bulk to fill it, then a key now and then, all along. */
public final class Writer {
    private static final int PIPELINE = 50;
    private static final int TIMEOUT_MILLIS = 1_000;
    /** Size of what is written now and then: little, so that the log of a short outage outlives it. */
    private static final long SMALL_BYTES = 100;

    private final Controller controller;
    private final long valueBytes;
    private final long periodMillis;
    private @Nullable RespClient client;
    private @Nullable SimulatedNode connectedTo;
    private long written;
    private boolean over;

    /** A writer of values of {@code valueBytes} bytes. */
    public Writer(Controller controller, long valueBytes, long periodMillis) {
        this.controller = controller;
        this.valueBytes = valueBytes;
        this.periodMillis = periodMillis;
    }

    /** Sets keys 0 to {@code keys - 1}; on a simulated thread. */
    public void fill(long keys) throws IOException {
        SimulatedNode owner = controller.wanted().owner();
        try (RespClient bulk = RespClient.to(owner, TIMEOUT_MILLIS, 0)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (long first = 0; first < keys; first += PIPELINE) {
                long end = Math.min(keys, first + PIPELINE);
                for (long key = first; key < end; key++) {
                    RespClient.write(out, "SET", "key:" + key, value(key, valueBytes));
                }
                bulk.flush(out);
                for (long key = first; key < end; key++) {
                    String reply = bulk.receive();
                    if (!reply.equals("OK")) {
                        throw new IOException("SET of key:" + key + " was answered " + reply + ", expected OK");
                    }
                }
            }
        }
    }

    /** A value that differs for each write, so that a mixed-up database cannot look right. */
    private static String value(long number, long bytes) {
        StringBuilder text = new StringBuilder((int) bytes);
        for (long state = number + 1; text.length() < bytes; state = state * 6_364_136_223_846_793_005L + 1) {
            text.append(Long.toHexString(state));
        }
        text.setLength((int) bytes);
        return text.toString();
    }

    /** The body of a simulated thread: a write each period. */
    public void run() throws InterruptedException {
        while (!over) {
            Thread.sleep(periodMillis);
            if (over) {
                break;
            }
            try {
                write();
            } catch (IOException e) {
                disconnect();
            }
        }
        disconnect();
    }

    private void write() throws IOException {
        SimulatedNode owner = controller.wanted().owner();
        RespClient open = client;
        if (open == null || owner != connectedTo) {
            disconnect();
            open = RespClient.to(owner, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            client = open;
            connectedTo = owner;
        }
        written++;
        open.call("SET", "key:" + written % 97, value(-written, SMALL_BYTES));
    }

    private void disconnect() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Stops writing. */
    public void finish() {
        over = true;
    }
}
