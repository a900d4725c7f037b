package dev.lockstep.properties.testbed;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.node.api.NodeView;
import dev.lockstep.properties.check.Content;
import java.io.IOException;
import java.nio.file.Files;
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
    private boolean ending;
    private boolean nameless;
    private long pausedBefore;
    private long pausedSince = -1;
    private Map<String, String> changed = Map.of();
    private long eventsLeft = -1;
    private Runnable atEvent = () -> {};

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
        config.put("requirepass", passwords().newest());
        config.put("masterauth", passwords().newest());
        config.putAll(changed);
        return testbed.factory().create(config, new NodeWatch(this, testbed));
    }

    /** Starts it on its host. */
    public void start() {
        up = true;
        NodeServer starting = server;
        host.start("main", () -> start(starting));
    }

    private void start(NodeServer starting) {
        try {
            starting.start();
        } catch (IOException | RuntimeException e) {
            testbed.checks().forEach(c -> c.startFailed(this, e));
            return;
        }
        testbed.checks().forEach(c -> c.started(this));
    }

    /** Ends the process as SIGTERM does and starts it again, with other options than before if there are any. */
    public void restart(Map<String, String> options) {
        if (!running()) {
            return;
        }
        ending = true;
        disturbance.begin();
        testbed.checks().forEach(c -> c.ending(this, true));
        NodeServer old = server;
        host.start("shutdown", () -> {
            old.stop();
            simulation().schedule(0, () -> ended(old, options));
        });
    }

    private void ended(NodeServer old, Map<String, String> options) {
        if (server != old || !ending) {
            return; // it lost power while it ended
        }
        ending = false;
        testbed.checks().forEach(c -> c.ending(this, false));
        changed = options;
        server = create();
        start();
        disturbance.end();
    }

    /** Stops the process, as SIGSTOP does. */
    public void pause() {
        disturbance.begin();
        pausedSince = simulation().nanoTime();
        host.pause();
    }

    /** Continues the process. */
    public void resume() {
        host.resume();
        pausedBefore += simulation().nanoTime() - pausedSince;
        pausedSince = -1;
        disturbance.end();
    }

    /** Cuts the power: process and kernel vanish; what was written to files remains. */
    public void powerOff() {
        powerOff(Damage.NONE);
    }

    /** Cuts the power, and some of what was written is lost. */
    public void powerOff(Damage damage) {
        stopNow(damage, () -> testbed.network().powerOff(host));
        host.disk().settled(directory);
    }

    /** Ends the process as SIGKILL does: its kernel closes its connections. */
    public void kill() {
        stopNow(Damage.NONE, host::crash);
    }

    private void stopNow(Damage damage, Runnable stop) {
        disturbance.begin();
        if (ending) {
            ending = false;
            disturbance.end();
        }
        up = false;
        stop.run();
        testbed.checks().forEach(c -> c.crashed(this));
        Path before = directory;
        life++;
        directory = testbed.scratch().resolve(directoryName());
        Scratch.copy(before, directory);
        host.disk().moved(before, directory);
        Map<Path, Long> unforced = host.disk().unforced();
        if (damage.apply(directory, unforced)) {
            boolean all = damage == Damage.ALL;
            if (damage instanceof BitRot) {
                testbed.checks().forEach(c -> c.damaged(this));
            }
            nameless |= all;
            testbed.checks().forEach(c -> c.lostData(this, all));
        }
        if (emptied()) {
            testbed.checks().forEach(c -> c.emptied(this));
        }
        server.abandon();
    }

    /** Whether the crash came while a full sync had deleted the database and not yet brought another. */
    private boolean emptied() {
        return !Files.exists(directory.resolve("db")) && !Files.exists(directory.resolve("db.tmp"));
    }

    /** Cuts the power, changes a bit of its files, and starts it on them. Nobody can blame it for silence until {@link #replaceDisk}. */
    public void rot(BitRot rot) {
        disturbance.begin();
        powerOff(rot);
        powerOn();
    }

    /** An operator gives it another disk, after {@link #rot}. */
    public void replaceDisk() {
        powerOff(Damage.ALL);
        powerOn();
        disturbance.end();
    }

    /** Gives the power back, if it was cut, and starts the node anew on its files. */
    public void powerOn() {
        testbed.network().powerOn(host);
        server = create();
        start();
        disturbance.end();
    }

    /** Runs {@code then}, between two steps, once the node has told {@code events} more things of itself; instead of what was asked before. */
    public void after(long events, Runnable then) {
        eventsLeft = events;
        atEvent = then;
    }

    /** The node has told something. */
    void passed() {
        if (eventsLeft > 0 && --eventsLeft == 0) {
            Runnable then = atEvent;
            simulation().schedule(0, then);
        }
    }

    /** Whether it has forgotten its cluster id. */
    public boolean nameless() {
        return nameless;
    }

    /** It has been reset, and its cluster id with it. */
    public void unnamed() {
        nameless = true;
    }

    /** It has been given its cluster id. */
    public void named() {
        nameless = false;
    }

    /** Whether its process is there and not about to end. */
    public boolean running() {
        return up && !ending;
    }

    /** Where its files are in this life. */
    public Path directory() {
        return directory;
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

    /** The same, or null if its files are damaged and reading them fails. */
    public @Nullable Content contentIfReadable() {
        try {
            return content();
        } catch (RuntimeException e) {
            return null; // of a class that only the node's own class loader knows
        }
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

    /** How long its process has been stopped or has waited for its disk so far, ns. */
    public long heldUpNanos() {
        long paused = pausedBefore + (pausedSince < 0 ? 0 : simulation().nanoTime() - pausedSince);
        return paused + host.disk().waitedNanos();
    }

    /** The passwords that its clients know. */
    public Passwords passwords() {
        return testbed.passwords();
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
