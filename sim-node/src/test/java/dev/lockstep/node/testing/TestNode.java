package dev.lockstep.node.testing;

import dev.lockstep.node.KvrocksNodes;
import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.node.api.NodeView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A started node on this machine that stops when it is closed. */
public final class TestNode implements AutoCloseable {
    private final NodeServer server;
    private final int port;

    private TestNode(NodeServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a node in {@code dir}; {@code options} are names and values. */
    public static TestNode start(Path dir, NodeObserver observer, String... options) {
        return start(Client.freePort(), dir, observer, options);
    }

    /** Starts a node on {@code port}. */
    public static TestNode start(int port, Path dir, NodeObserver observer, String... options) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("port", Integer.toString(port));
        config.put("dir", dir.toString());
        config.put("workers", "2");
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        NodeServer server = new KvrocksNodes().create(config, observer);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestNode(server, port);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** A look into it. */
    public NodeView view() {
        return server.view();
    }

    /** The server itself. */
    public NodeServer server() {
        return server;
    }

    /** One command on a connection of its own. */
    public String ask(String... words) {
        return Client.once(port, words);
    }

    /** Every entry, as text. */
    public Map<String, String> entries() {
        Map<String, String> all = new TreeMap<>();
        view().forEachEntry((family, key, value) -> all.put(family + " " + text(key), text(value)));
        return all;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
