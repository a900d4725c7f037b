package dev.lockstep.properties.scenario;

import dev.lockstep.properties.client.Controller;
import dev.lockstep.properties.client.RespClient;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.fault.Targets;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What operators and confused controllers do in a chaos plan: single commands, and pushes of a topology that nobody wants. */
final class Operators {
    /**
     * A command, sent until it is answered; argument {@code words}, separated by blanks. In a word {@code ~} is a blank, {@code $now} the
     * version of the wanted topology, {@code $next} the next one and {@code $password} the password of all nodes.
     */
    static final String COMMAND = "command";
    /** A push that is not the next topology; argument {@code topology} is one of {@link #PUSHES}. */
    static final String PUSH = "odd-push";

    /** All nodes get another password, for clients and for replicas, and have it in their configuration from then on; argument {@code to}. */
    static final String PASSWORD = "password";

    /** The present topology again. */
    static final String REPEATED = "repeated";
    /** An older version in which nobody replicates. */
    static final String STALE = "stale";
    /** Another topology with the present version. */
    static final String SAME_VERSION = "same-version";

    /** What can be pushed. */
    static final List<String> PUSHES = List.of(REPEATED, STALE, SAME_VERSION);

    private static final int TIMEOUT_MILLIS = 8_000;
    private static final int PAUSE_MILLIS = 1_000;
    private static final int MOST_TRIES = 60;

    /** How long an operator tries to be answered at most: connecting and reading take up to the time-out each, ns. */
    static final long MOST_NANOS = MOST_TRIES * (2L * TIMEOUT_MILLIS + PAUSE_MILLIS) * 1_000_000L;

    private final Testbed testbed;
    private final Controller controller;
    /** The commands to each node that are under way, numbered as they began. */
    private final Map<SimulatedNode, NavigableSet<Integer>> underWay = new HashMap<>();

    private int begun;

    Operators(Testbed testbed, Controller controller) {
        this.testbed = testbed;
        this.controller = controller;
    }

    static boolean does(Action action) {
        return List.of(COMMAND, PUSH, PASSWORD).contains(action.kind());
    }

    /** Carries an action out; returns at once. */
    void begin(Action action) {
        switch (action.kind()) {
            case PASSWORD -> changePassword(action.argument("to"));
            case PUSH -> push(testbed.node(action.target()), odd(action.argument("topology")));
            default -> command(testbed.node(action.target()), action.argument("words"), () -> {});
        }
    }

    private void push(SimulatedNode node, Topology topology) {
        testbed.clients().start("odd-push-" + node, () -> controller.pushOnce(node, topology));
    }

    private void changePassword(String password) {
        testbed.passwords().change(password);
        for (SimulatedNode node : testbed.nodes()) {
            // A node that is loading refuses both, and may need them to get its data.
            Runnable restart = () -> testbed.simulation().schedule(0, () -> node.restart(Map.of()));
            command(node, "CONFIG SET requirepass " + password, restart);
            command(node, "CONFIG SET masterauth " + password, restart);
        }
    }

    /** Sends a command; {@code orElse} runs if it is not answered in the end. */
    private void command(SimulatedNode node, String words, Runnable orElse) {
        int number = begun++;
        NavigableSet<Integer> same = underWay.computeIfAbsent(node, n -> new TreeSet<>());
        same.add(number);
        testbed.weather().begin();
        testbed.clients().start("command-" + node + "-" + number, () -> {
            if (!send(node, words.split(" ", -1), () -> same.first() == number)) {
                orElse.run();
            }
            same.remove(number);
            testbed.weather().end();
        });
    }

    private Topology odd(String kind) {
        Topology now = controller.wanted();
        Topology others = Topology.initial(testbed.nodes());
        return switch (kind) {
            case STALE -> others.at(Math.max(0, now.version() - 1));
            case SAME_VERSION -> others.at(now.version());
            default -> now;
        };
    }

    /**
     * Tries again while there is no answer, the node is loading or an earlier command to it is under way, which this one may take back. Returns
     * whether it was answered at last.
     */
    private boolean send(SimulatedNode node, String[] words, BooleanSupplier first) throws InterruptedException {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (first.getAsBoolean() && answered(node, words)) {
                return true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private boolean answered(SimulatedNode node, String[] words) {
        long version = controller.wanted().version();
        String[] said = Stream.of(words).map(word -> filledIn(word, version)).toArray(String[]::new);
        try (RespClient client = RespClient.to(node, TIMEOUT_MILLIS, TIMEOUT_MILLIS)) {
            toldByHand(node, words, true);
            String reply = client.call(said);
            toldByHand(node, words, false);
            return !reply.startsWith("-LOADING");
        } catch (IOException e) {
            return false;
        }
    }

    private void toldByHand(SimulatedNode node, String[] words, boolean begins) {
        if (words.length > 1 && words[1].equals("SETNODES")) {
            testbed.checks().forEach(c -> c.toldByHand(node, begins));
        }
    }

    private String filledIn(String word, long version) {
        return word.replace('~', ' ')
                .replace("$password", testbed.passwords().newest())
                .replace("$now", Long.toString(version))
                .replace("$next", Long.toString(version + 1));
    }

    /** An action in words. */
    static String sentence(Action action) {
        String node = action.target();
        return switch (action.kind()) {
            case COMMAND -> "an operator sends " + node + " " + action.argument("words");
            case PASSWORD -> "an operator gives all nodes the password " + action.argument("to");
            default -> "a confused controller pushes " + node + " a topology that is " + action.argument("topology");
        };
    }

    /**
     * Checks an action.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        if (action.kind().equals(PASSWORD)) {
            checkPassword(action);
            return;
        }
        Targets.checkNode(action, action.target(), nodes);
        if (action.kind().equals(COMMAND)) {
            action.argument("words");
        } else if (!PUSHES.contains(action.argument("topology"))) {
            throw new IllegalArgumentException("topology of " + PUSH + " at " + action.atNanos() + " ns is "
                    + action.argument("topology") + ", expected one of " + PUSHES);
        }
    }

    private static void checkPassword(Action action) {
        if (!action.argument("to").matches("[a-z0-9]{1,100}")) {
            throw new IllegalArgumentException("to of " + PASSWORD + " at " + action.atNanos() + " ns is "
                    + action.argument("to") + ", expected 1 to 100 letters and digits");
        }
    }
}
