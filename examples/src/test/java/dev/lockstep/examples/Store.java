package dev.lockstep.examples;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.node.api.NodeFactory;
import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeServer;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The Kvrocks-compatible store as a server on a host of its own, for clients to talk to. */
public final class Store implements AutoCloseable {
    /** Where it listens. */
    public static final int PORT = 6666;

    private final Host host;
    private final Map<String, String> options;
    private final NodeFactory factory;
    private @Nullable NodeServer server;

    /** On the host {@code store}; not started. */
    public Store(Simulation simulation) {
        this(simulation, "store", Map.of("protected-mode", "no"));
    }

    /** On the host {@code name}, with options of its own; not started. */
    public Store(Simulation simulation, String name, Map<String, String> options) {
        this.host = simulation.host(name);
        this.options = options;
        factory = ServiceLoader.load(NodeFactory.class).findFirst().orElseThrow();
        factory.prepare();
    }

    /** Starts its process; on the files of the former one, if there was one. */
    public void start() {
        Map<String, String> config = new HashMap<>(options);
        config.put("dir", host.tempDirectory().toString());
        config.put("bind", "0.0.0.0");
        config.put("port", Integer.toString(PORT));
        config.put("workers", "2");
        NodeServer starting = factory.create(config, NodeObserver.NONE);
        server = starting;
        host.start("main", starting::start);
    }

    /** Kills its process as {@code kill -9} does: its kernel closes the connections, its files stay. */
    public void kill() {
        host.crash();
        close();
    }

    /** Its host. */
    public Host host() {
        return host;
    }

    /** Frees the native memory of a process that has ended or will never run again. */
    @Override
    public void close() {
        if (server != null) {
            server.abandon();
            server = null;
        }
    }
}
