package dev.lockstep.properties.cli;

import dev.lockstep.node.api.NodeFactory;
import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.properties.KvrocksSubject;
import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Build;
import dev.lockstep.search.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lockstep serve}: the node as a real server, on a real port, in real time. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the node as a real server until SHUTDOWN or a signal.")
final class ServeCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;
    private static final String LOG_LEVEL = "lockstep.log";

    @Option(names = "--port", required = true, paramLabel = "P", description = "Port to listen on, 1 to 65535.")
    private int port;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "D",
            description = "Directory of the database; made if absent.")
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Options under Kvrocks' names, one 'name value' a line; --port and --dir win over it.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One more option, for example --set cluster-enabled=yes; wins over the file.")
    private Map<String, String> set = Map.of();

    @Option(names = "--profile", paramLabel = "P", description = "The build to run; default: ${DEFAULT-VALUE}.")
    private String profile = Profile.BASE;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Read when logging starts, with the node's first class.
        if (System.getProperty(LOG_LEVEL) == null && System.getenv("LOCKSTEP_LOG") == null) {
            System.setProperty(LOG_LEVEL, "INFO");
        }
        NodeServer node = create(options());
        start(node);
        System.err.println("serving on port " + port + " from " + dir);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "signal"));
        node.join();
        return 0;
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        if (port < 1 || port > LARGEST_PORT) {
            throw new BadInputException("--port is " + port + ", expected 1 to " + LARGEST_PORT);
        }
        // As in Kvrocks. The node's own default is for simulations, where files must not change by themselves.
        options.put("rocksdb.disable_auto_compactions", "no");
        if (config != null) {
            options.putAll(read(config));
        }
        options.putAll(set);
        options.put("port", Integer.toString(port));
        options.put("dir", dir.toString());
        return options;
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> options = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split("\\s+", 2);
            if (words.length < 2) {
                throw new BadInputException(file + ": line " + number + " is '" + text + "', expected 'name value'");
            }
            options.put(words[0], words[1]);
        }
        return options;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read " + file + ", expected a configuration file: " + e.getMessage(), e);
        }
    }

    private NodeServer create(Map<String, String> options) {
        Build build = new KvrocksSubject().build(profile);
        NodeFactory factory = ServiceLoader.load(NodeFactory.class, build.loader())
                .findFirst()
                .orElseThrow();
        try {
            return factory.create(options, NodeObserver.NONE);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private void start(NodeServer node) {
        try {
            node.start();
        } catch (IOException e) {
            throw new BadInputException("cannot serve on port " + port + " from " + dir + ": " + e.getMessage(), e);
        }
    }

    private static void stop(NodeServer node) {
        try {
            node.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
