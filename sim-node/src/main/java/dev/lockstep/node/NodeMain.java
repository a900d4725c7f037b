package dev.lockstep.node;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.node.config.ConfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A node as a process of its own. The arguments are {@code --name value} pairs of options; {@code --config FILE} reads a file of them first. */
public final class NodeMain {
    private NodeMain() {}

    /** Runs a node until it is told to stop by SHUTDOWN or a signal. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(options(arguments));
    }

    /** Runs a node with these options in this process and returns when it has stopped. A signal stops it. */
    public static void run(Map<String, String> options) throws IOException, InterruptedException {
        NodeServer node = new KvrocksNodes().create(options, NodeObserver.NONE);
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "signal"));
        node.join();
    }

    private static void stop(NodeServer node) {
        try {
            node.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> options(String[] arguments) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("expected '--option value' but found '" + arguments[i] + "'");
            }
            if (arguments[i].equals("--config")) {
                options.putAll(ConfFile.read(Path.of(arguments[i + 1])));
            } else {
                options.put(arguments[i].substring(2), arguments[i + 1]);
            }
        }
        return options;
    }
}
