package dev.lockstep.examples;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stores that are one cluster, on the hosts {@code n0}, {@code n1} .., and the controller that tells them who serves what. */
public final class Cluster implements AutoCloseable {
    private final List<Store> nodes = new ArrayList<>();
    private final List<Integer> running = new ArrayList<>();
    private final Host controller;
    private int version;

    /** Started nodes that know no topology yet. */
    public Cluster(Simulation simulation, int size) {
        controller = simulation.host("controller");
        for (int i = 0; i < size; i++) {
            Store node = new Store(simulation, name(i), Map.of("protected-mode", "no", "cluster-enabled", "yes"));
            node.start();
            nodes.add(node);
            running.add(i);
        }
    }

    /** The host of node {@code index}. */
    public static String name(int index) {
        return "n" + index;
    }

    /** The line of a topology that makes node {@code index} the master of {@code slots}, for example {@code 0-16383}. */
    public static String master(int index, String slots) {
        return (id(index) + " " + name(index) + " " + Store.PORT + " master - " + slots).strip();
    }

    /** The line of a topology that makes node {@code index} a replica. */
    public static String replica(int index, int master) {
        return id(index) + " " + name(index) + " " + Store.PORT + " slave " + id(master);
    }

    private static String id(int index) {
        return String.format("%040d", index);
    }

    /** Kills the process of node {@code index}, for good. */
    public void kill(int index) {
        running.remove(Integer.valueOf(index));
        nodes.get(index).kill();
    }

    /** The controller tells all nodes that run of a new topology, one after the other. Returns at once. */
    public void tell(String... lines) {
        int next = ++version;
        List<Integer> targets = List.copyOf(running);
        controller.start("push-" + next, () -> {
            for (int index : targets) {
                push(index, String.join("\n", lines), next);
            }
        });
    }

    private static void push(int index, String topology, int version) throws IOException {
        try (Socket socket = new Socket(name(index), Store.PORT);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            ask(socket, in, "CLUSTERX", "SETNODEID", id(index));
            ask(socket, in, "CLUSTERX", "SETNODES", topology, Integer.toString(version));
        }
    }

    private static void ask(Socket socket, BufferedReader in, String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        String reply = in.readLine();
        if (!"+OK".equals(reply)) {
            throw new IOException("expected +OK to " + words[1] + ", got " + reply);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Store::close);
    }
}
