package dev.lockstep.properties.check;

import dev.lockstep.net.ConnectionInfo;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.Map;

/** INFO tells what the simulation knows to be true at some moment between question and answer (S9). */
public final class InfoAgrees extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "info-agrees",
            "INFO's role, link, offsets, number of replicas and counters are those that the simulation has counted itself.",
            "");

    private static final String PORT = Integer.toString(SimulatedNode.PORT);

    private final Testbed testbed;
    private final Facts facts;
    private final Counters counters;
    private final LinkPinged pinged;
    private final long reaping;
    private final long connecting;
    private final Map<SimulatedNode, Lost> lost = new HashMap<>();

    /** For one run. */
    public InfoAgrees(Run run, Testbed testbed, Facts facts, Counters counters, LinkPinged pinged, Bounds bounds) {
        super(run, INVARIANT);
        this.testbed = testbed;
        this.facts = facts;
        this.counters = counters;
        this.pinged = pinged;
        this.reaping = 3 * bounds.tick();
        this.connecting = bounds.connect();
    }

    /**
     * What was true of a node at one moment.
     *
     * @param atNanos the moment
     * @param life number of the node's life
     * @param role master or slave
     * @param link state of the replication link
     * @param latest sequence
     * @param feeds threads that feed replicas
     * @param linked whether there is a connection to the master
     * @param heldUp how long the node has been held up in all so far, ns
     * @param counts numbers of commands by kind
     */
    public record Truth(
            long atNanos,
            int life,
            String role,
            String link,
            long latest,
            int feeds,
            boolean linked,
            long heldUp,
            Map<String, Long> counts) {}

    /** Since when a node has been seen without a connection to its master, ns, and how long it had been held up by then, ns. */
    private record Lost(long atNanos, long heldUp) {}

    /** What is true now. */
    public Truth truth(SimulatedNode node) {
        Facts.OfNode own = facts.of(node);
        Truth truth = new Truth(
                testbed.simulation().nanoTime(),
                counters.life(node),
                own.role,
                own.link,
                own.latest,
                own.feeds,
                linked(node),
                node.heldUpNanos(),
                counters.of(node));
        if (truth.linked) {
            lost.remove(node);
        } else {
            lost.putIfAbsent(node, new Lost(truth.atNanos, truth.heldUp));
        }
        return truth;
    }

    private boolean linked(SimulatedNode node) {
        SimulatedNode master = node.master();
        if (master == null) {
            return false;
        }
        boolean syncing = facts.of(node).syncing();
        String address = testbed.network().address(master.host()).getHostAddress() + ":" + PORT;
        return testbed.network().connections(node.host()).stream()
                .anyMatch(c -> c.remote().equals(address) && serves(c, syncing));
    }

    /** What a master has sent of a full sync may have to be written yet when it ends the connection. */
    private static boolean serves(ConnectionInfo connection, boolean syncing) {
        return connection.state().equals("ESTABLISHED")
                || (syncing && connection.state().equals("CLOSE_WAIT"));
    }

    /** Compares an answer with the truth before the question and after the answer. */
    public void compare(SimulatedNode node, Truth before, Truth after, String info) {
        if (before.life != after.life) {
            return; // the answer was under way when the node ended
        }
        Map<String, String> fields = fields(info);
        counts(node, before, after, fields);
        if (!fields.containsKey("role")) {
            return; // loading
        }
        boolean changedTwice = before.role.equals(after.role) && facts.of(node).roleSince > before.atNanos;
        if (!changedTwice) {
            oneOf(node, "role", fields, before.role, after.role);
        }
        between(node, "master_repl_offset", fields, before.latest, after.latest);
        feeds(node, before, after, fields);
        boolean steady = before.link.equals(after.link) && facts.of(node).linkSince <= before.atNanos;
        if (fields.containsKey("master_host") && steady) {
            link(node, before, after, fields);
        }
    }

    private void link(SimulatedNode node, Truth before, Truth after, Map<String, String> fields) {
        boolean up = before.link.equals("connected");
        boolean syncing = before.link.startsWith("fetch_");
        oneOf(node, "master_link_status", fields, up ? "up" : "down", up ? "up" : "down");
        boolean connected = before.linked || after.linked;
        // Between two files of a full sync there is none for as long as a connect may take.
        // A thread that waits for its disk just then has not been able to see that the connection is gone.
        boolean heldUp = before.heldUp != after.heldUp;
        if (!connected && !heldUp && withoutLink(node, before) > reaping + (syncing ? connecting : 0)) {
            String none = "while there has been no connection to the master";
            if (fields.getOrDefault("master_sync_in_progress", "0").equals("1")) {
                broken(node.name() + " says master_sync_in_progress:1 " + none + ", expected 0");
            } else if (up) {
                broken(node.name() + " says master_link_status:up " + none + ", expected down");
            }
        }
        oneOf(node, "master_sync_in_progress", fields, syncing ? "1" : "0", syncing ? "1" : "0");
        if (up) {
            pinged.told(node, Long.parseLong(fields.getOrDefault("master_last_io_seconds_ago", "0")));
        }
    }

    /**
     * How long the node has had time to see that the connection is gone since it said last that there is one, ns; while its disk holds it up,
     * or its process is stopped, it has none.
     */
    private long withoutLink(SimulatedNode node, Truth before) {
        Facts.OfNode own = facts.of(node);
        Lost since = lost.getOrDefault(node, new Lost(before.atNanos, before.heldUp));
        return Math.min(
                before.atNanos - own.linkSince - (before.heldUp - own.linkHeldUp),
                before.atNanos - since.atNanos - (before.heldUp - since.heldUp));
    }

    private void feeds(SimulatedNode node, Truth before, Truth after, Map<String, String> fields) {
        long listed = Long.parseLong(fields.getOrDefault("connected_slaves", "0"));
        boolean steady = before.feeds == after.feeds && before.atNanos - facts.of(node).feedsChangedAt > reaping;
        if (steady && !node.disturbance().excuses(before.atNanos - reaping) && listed != after.feeds) {
            broken(node.name() + " says connected_slaves:" + listed + ", expected " + after.feeds
                    + ", the number of threads that feed replicas");
        }
        for (int i = 0; i < listed; i++) {
            String line = fields.getOrDefault("slave" + i, "");
            if (!line.contains(",port=" + PORT + ",")) {
                broken(node.name() + " says slave" + i + ":" + line + ", expected port " + PORT);
            }
        }
    }

    private void counts(SimulatedNode node, Truth before, Truth after, Map<String, String> fields) {
        before.counts.forEach(
                (name, count) -> between(node, name, fields, count, after.counts.getOrDefault(name, count)));
    }

    private void between(SimulatedNode node, String name, Map<String, String> fields, long low, long high) {
        String text = fields.get(name);
        if (text == null || Long.parseLong(text) < Math.min(low, high) || Long.parseLong(text) > Math.max(low, high)) {
            broken(node.name() + " says " + name + ":" + text + ", expected " + low + " to " + high);
        }
    }

    private void oneOf(SimulatedNode node, String name, Map<String, String> fields, String one, String other) {
        String text = fields.getOrDefault(name, "");
        if (!text.equals(one) && !text.equals(other)) {
            broken(node.name() + " says " + name + ":" + text + ", expected " + one
                    + (one.equals(other) ? "" : " or " + other));
        }
    }

    private static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }
}
