package dev.lockstep.properties.testbed;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.node.api.NodeView;
import dev.lockstep.properties.check.Content;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One node on a simulated host, over all its lives. */
public final class SimulatedNode {
    /** The port every node listens on; each has a host of its own. */
    public static final int PORT = 6666;

    private final Testbed testbed;
    private final Host host;
    private final String id;
    private final Disturbance disturbance;
    private NodeServer server;
    private Path directory;
    private int life;
    private boolean up;

    SimulatedNode(Testbed testbed, Host host) {
        this.testbed = testbed;
        this.host = host;
        this.id = (host.name() + "0".repeat(40)).substring(0, 40).replace('n', 'a');
        this.disturbance = new Disturbance(host);
        this.directory = testbed.scratch().resolve(directoryName());
        this.server = create();
    }

    private String directoryName() {
        return host.name() + "-" + String.format("%03d", life);
    }

    private NodeServer create() {
        Map<String, String> config = new TreeMap<>(testbed.config());
        config.put("dir", directory.toString());
        config.put("port", Integer.toString(PORT));
        config.put("bind", "0.0.0.0");
        config.put("protected-mode", "no");
        return testbed.factory().create(config, new NodeWatch(this, testbed));
    }

    /** Starts it on its host. */
    public void start() {
        up = true;
        NodeServer starting = server;
        host.start("main", starting::start);
    }

    /** Stops the process, as SIGSTOP does. */
    public void pause() {
        disturbance.begin();
        host.pause();
    }

    /** Continues the process. */
    public void resume() {
        host.resume();
        disturbance.end();
    }

    /** Cuts the power: process and kernel vanish; what was written to files remains. */
    public void powerOff() {
        disturbance.begin();
        up = false;
        testbed.network().powerOff(host);
        testbed.checks().forEach(c -> c.crashed(this));
        Path before = directory;
        life++;
        directory = testbed.scratch().resolve(directoryName());
        Scratch.copy(before, directory);
        server.abandon();
    }

    /** Gives the power back and starts the node anew on its files. */
    public void powerOn() {
        testbed.network().powerOn(host);
        server = create();
        start();
        disturbance.end();
    }

    /** Releases what a run leaves behind; after the simulation has ended. */
    void abandon() {
        server.abandon();
    }

    /** Everything in its database; on a simulated thread, or while none runs. */
    public Content content() {
        Content content = new Content();
        server.view().forEachEntry(content::put);
        return content;
    }

    /** The node it takes for its master, or null if it is a master itself or its master is no node of the testbed. */
    public @Nullable SimulatedNode master() {
        String address = server.view().master();
        int colon = address.lastIndexOf(':');
        return colon < 0 ? null : testbed.nodeAt(address.substring(0, colon));
    }

    /** A look into it. */
    public NodeView view() {
        return server.view();
    }

    /** When it could be expected to answer, and when not. */
    public Disturbance disturbance() {
        return disturbance;
    }

    /** How long its process has been stopped so far, ns. */
    public long pausedNanos() {
        return disturbance.pausedNanos();
    }

    /** Whether it has power. */
    public boolean up() {
        return up;
    }

    /** Its cluster id, 40 characters. */
    public String id() {
        return id;
    }

    /** Its host. */
    public Host host() {
        return host;
    }

    /** Its host's name. */
    public String name() {
        return host.name();
    }

    /** The simulation. */
    public Simulation simulation() {
        return host.simulation();
    }

    @Override
    public String toString() {
        return host.name();
    }
}
