package dev.lockstep.properties.testbed;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.Network;
import dev.lockstep.net.TcpOptions;
import dev.lockstep.node.api.NodeFactory;
import dev.lockstep.properties.check.Check;
import dev.lockstep.search.Build;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nodes n1, n2, ... of one build on simulated hosts, a host for their clients, and the network between them. Closed when the
 * simulation has ended; leaves no file and no native handle behind.
 */
public final class Testbed implements AutoCloseable {
    private static final String CLIENTS = "clients";
    /** CONFIG_HZ of the kernels that most servers run on. */
    private static final int LINUX_HZ = 250;

    private final Simulation simulation;
    private final Network network;
    private final NodeFactory factory;
    private final Map<String, String> config;
    private final Passwords passwords;
    private boolean disturbing;
    private final Weather weather;
    private final Scratch scratch = Scratch.create();
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();

    /**
     * Lays out nodes; none is started.
     *
     * @param build where the node's classes come from, with its configuration
     * @param config further options of all nodes, under Kvrocks' names
     * @param count number of nodes, at least 1
     * @param between the links between nodes; those to clients keep the default
     */
    public Testbed(Simulation simulation, Build build, Map<String, String> config, int count, LinkOptions between) {
        this.simulation = simulation;
        this.network = Network.of(simulation);
        this.weather = new Weather(simulation);
        network.tcp(TcpOptions.DEFAULT.withTimerHz(LINUX_HZ));
        this.factory = ServiceLoader.load(NodeFactory.class, build.loader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the build has no NodeFactory, expected one"));
        factory.prepare();
        Map<String, String> merged = new TreeMap<>(config);
        merged.putAll(build.config());
        this.config = Collections.unmodifiableMap(merged);
        this.passwords = new Passwords(merged.getOrDefault("requirepass", ""));
        for (int i = 1; i <= count; i++) {
            Host host = simulation.host("n" + i);
            nodes.put(host.name(), new SimulatedNode(this, host));
        }
        link(between);
        simulation.host(CLIENTS);
    }

    private void link(LinkOptions between) {
        for (SimulatedNode a : nodes.values()) {
            for (SimulatedNode b : nodes.values()) {
                if (a != b) {
                    network.link(a.host(), b.host(), between);
                }
            }
        }
    }

    /** Adds a check; it sees what happens from now on. */
    public <C extends Check> C watch(C check) {
        checks.add(check);
        return check;
    }

    /** The node of this name. */
    public SimulatedNode node(String name) {
        SimulatedNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("node " + name + " does not exist, expected one of " + nodes.keySet());
        }
        return node;
    }

    @Nullable
    SimulatedNode nodeAt(String hostName) {
        return nodes.get(hostName);
    }

    /** All nodes in order. */
    public Collection<SimulatedNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** The host the clients live on. */
    public Host clients() {
        return simulation.host(CLIENTS);
    }

    /** The network. */
    public Network network() {
        return network;
    }

    /** The simulation. */
    public Simulation simulation() {
        return simulation;
    }

    /** The configuration of all nodes. */
    public Map<String, String> config() {
        return config;
    }

    /** Whether places in the nodes may take their rare paths from now on; at first they do not. */
    public void disturb(boolean rarePaths) {
        disturbing = rarePaths;
    }

    /** Whether they may. */
    boolean disturbs() {
        return disturbing;
    }

    /** The passwords of all nodes; at first that of their configuration, if there is one. */
    public Passwords passwords() {
        return passwords;
    }

    /** Whether faults are in force. */
    public Weather weather() {
        return weather;
    }

    NodeFactory factory() {
        return factory;
    }

    Scratch scratch() {
        return scratch;
    }

    /** Everything that watches. */
    public List<Check> checks() {
        return checks;
    }

    @Override
    public void close() {
        for (SimulatedNode node : nodes.values()) {
            node.host().crash();
            node.abandon();
        }
        scratch.close();
    }
}
