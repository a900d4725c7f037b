package dev.lockstep.properties.check;

import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.io.IOException;
import java.util.TreeSet;

/** A node serves, redirects and lists slots exactly as its topology says (S8, S10). Asked at the end, when nothing changes any more. */
public final class RoutedAsTold extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "routed-as-told",
            "A node serves the slots that its topology gives it, redirects for others to their owner, and lists just this.",
            "");

    private static final int TIMEOUT_MILLIS = 10_000;
    /** A key of the lower and one of the upper half of the slots: 3830 and 11956. */
    private static final String[] KEYS = {"probe:2", "probe:0"};

    /** For one run. */
    public RoutedAsTold(Run run) {
        super(run, INVARIANT);
    }

    /** Asks a node; on a simulated thread. */
    public void check(SimulatedNode node, Topology topology) {
        try (RespClient client = RespClient.to(node, TIMEOUT_MILLIS, TIMEOUT_MILLIS)) {
            for (String key : KEYS) {
                int slot = Integer.parseInt(client.call("CLUSTER", "KEYSLOT", key));
                expect(node, "GET of slot " + slot, client.call("GET", key), expected(node, topology, slot));
            }
            list(node, topology, client.call("CLUSTER", "NODES"));
            expect(node, "CLUSTER SLOTS", client.call("CLUSTER", "SLOTS"), slots(topology));
        } catch (IOException e) {
            // Whether it answers at all is another promise.
        }
    }

    private static String expected(SimulatedNode node, Topology topology, int slot) {
        String[] range = topology.slots().split("-", 2);
        if (slot < Integer.parseInt(range[0]) || slot > Integer.parseInt(range[1])) {
            return "-CLUSTERDOWN Hash slot not served";
        }
        SimulatedNode owner = topology.owner();
        return owner == node ? "(nil)" : "-MOVED " + slot + " " + owner.name() + ":" + SimulatedNode.PORT;
    }

    /** The one range there is, its owner, and the owner's replicas. */
    private static String slots(Topology topology) {
        StringBuilder text = new StringBuilder(topology.slots().replace('-', ' ') + address(topology.owner()));
        for (SimulatedNode node : topology.members()) {
            text.append(topology.master(node) == topology.owner() ? address(node) : "");
        }
        return text.toString();
    }

    private static String address(SimulatedNode node) {
        return " " + node.name() + " " + SimulatedNode.PORT + " " + node.id();
    }

    private void list(SimulatedNode node, Topology topology, String reply) {
        TreeSet<String> expected = new TreeSet<>(topology.text().lines().toList());
        TreeSet<String> found = new TreeSet<>();
        for (String line : reply.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length < 8) {
                broken(node.name() + " lists '" + line + "', expected at least 8 words");
                return;
            }
            String address = words[1].split("@", -1)[0].replace(':', ' ');
            // What stands in brackets is on its way.
            String slots = words.length > 8 && !words[8].startsWith("[") ? " " + words[8] : "";
            found.add(words[0] + " " + address + " " + words[2].replace("myself,", "") + " " + words[3] + slots);
        }
        expect(node, "CLUSTER NODES", found.toString(), expected.toString());
    }

    private void expect(SimulatedNode node, String what, String found, String expected) {
        if (!found.equals(expected)) {
            broken(node.name() + " answered " + what + " with '" + found + "', expected '" + expected + "'");
        }
    }
}
