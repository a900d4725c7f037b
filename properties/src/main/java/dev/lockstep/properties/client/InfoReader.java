package dev.lockstep.properties.client;

import dev.lockstep.properties.check.InfoAgrees;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.IOException;

/** Reads INFO of one node again and again and hands it to the check. */
public final class InfoReader {
    private static final int TIMEOUT_MILLIS = 2_000;

    private final SimulatedNode node;
    private final InfoAgrees info;
    private final long periodMillis;
    private boolean over;

    /** One that asks each {@code periodMillis}. */
    public InfoReader(SimulatedNode node, InfoAgrees info, long periodMillis) {
        this.node = node;
        this.info = info;
        this.periodMillis = periodMillis;
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        try (Connections connections = new Connections(TIMEOUT_MILLIS)) {
            while (!over) {
                Thread.sleep(periodMillis);
                try {
                    ask(connections.to(node, ""));
                } catch (IOException e) {
                    connections.drop(node);
                }
            }
        }
    }

    private void ask(RespClient client) throws IOException {
        InfoAgrees.Truth before = info.truth(node);
        String reply = client.call("INFO");
        if (!reply.startsWith("-")) {
            info.compare(node, before, info.truth(node), reply);
        }
    }

    /** Stops. */
    public void finish() {
        over = true;
    }
}
