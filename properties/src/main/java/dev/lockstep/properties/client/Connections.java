package dev.lockstep.properties.client;

import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The connections of one client, one a node, opened when they are needed. Belongs to one thread. */
final class Connections implements AutoCloseable {
    private static final int CONNECT_MILLIS = 500;

    private final Map<SimulatedNode, RespClient> open = new LinkedHashMap<>();
    private final int readMillis;

    Connections(int readMillis) {
        this.readMillis = readMillis;
    }

    /** The connection to a node; {@code greeting} is sent first on a new one, if it is not empty. */
    RespClient to(SimulatedNode node, String greeting) throws IOException {
        RespClient client = open.get(node);
        if (client == null) {
            client = RespClient.to(node, CONNECT_MILLIS, readMillis);
            open.put(node, client);
            if (!greeting.isEmpty()) {
                client.call(greeting);
            }
        }
        return client;
    }

    /** Gives up the connection to a node. */
    void drop(SimulatedNode node) {
        RespClient client = open.remove(node);
        if (client != null) {
            client.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(RespClient::close);
        open.clear();
    }
}
