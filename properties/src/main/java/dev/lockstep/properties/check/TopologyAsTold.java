package dev.lockstep.properties.check;

import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A node is what it was told to be, in memory and in nodes.conf, from its +OK on and after a restart (S8). */
public final class TopologyAsTold extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "topology-as-told",
            "After SETNODES was answered OK, version, role, master and nodes.conf are those of the topology; after an error"
                    + " nothing has changed.",
            "");

    private final Told told;

    /** For one run. */
    public TopologyAsTold(Run run, Told told) {
        super(run, INVARIANT);
        this.told = told;
    }

    @Override
    public void answered(SimulatedNode node, Topology topology, String reply) {
        Topology last = told.acknowledged(node);
        if (last == null
                || reply.isEmpty()
                || told.pending(node)
                || !node.up()
                || !node.view().open()) {
            return; // another push may have been taken since
        }
        compare(node, last, reply.equals("OK") ? "after SETNODES" : "after a refused SETNODES");
    }

    @Override
    public void started(SimulatedNode node) {
        Topology last = told.acknowledged(node);
        if (last != null && !told.pending(node)) {
            compare(node, last, "after a restart");
        }
    }

    private void compare(SimulatedNode node, Topology topology, String when) {
        SimulatedNode master = topology.master(node);
        expect(node, when, "version", Long.toString(node.view().clusterVersion()), Long.toString(topology.version()));
        if (master == topology.presentMaster(node)) {
            expect(node, when, "role", node.view().role(), master == null ? "master" : "slave");
            String followed = master == null ? "" : master.name() + ":" + SimulatedNode.PORT;
            expect(node, when, "master", node.view().master(), followed);
        }
        if (node.view().keepsTopology()) {
            compareFile(node, topology, when);
        }
    }

    private void compareFile(SimulatedNode node, Topology topology, String when) {
        TreeSet<String> expected = new TreeSet<>(List.of("version " + topology.version(), "id " + node.id()));
        topology.text().lines().forEach(line -> expected.add("node " + line));
        Path file = node.directory().resolve("nodes.conf");
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            TreeSet<String> found = new TreeSet<>(lines.map(String::strip).toList());
            expect(node, when, "nodes.conf", found.toString(), expected.toString());
        } catch (IOException e) {
            broken(node.name() + " has no readable nodes.conf " + when + ", expected " + expected);
        }
    }

    private void expect(SimulatedNode node, String when, String what, String found, String expected) {
        if (!found.equals(expected)) {
            broken(node.name() + " has " + what + " '" + found + "' " + when + ", expected '" + expected + "'");
        }
    }
}
