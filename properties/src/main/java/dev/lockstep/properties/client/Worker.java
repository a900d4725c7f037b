package dev.lockstep.properties.client;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.check.Linearizable;
import dev.lockstep.properties.linear.Operation;
import dev.lockstep.properties.linear.Operation.Kind;
import dev.lockstep.properties.linear.Operation.Outcome;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that reads and writes a few keys which all clients share, mostly at the owner of the slots, and keeps what it was answered.
 * Every value it writes is one of its own.
 */
public final class Worker {
    private static final int TIMEOUT_MILLIS = 700;
    private static final int LARGE_BYTES = 9_000;

    private final Testbed testbed;
    private final Controller controller;
    private final Linearizable histories;
    private final Choices choices;
    private final WorkloadMix mix;
    private final String name;
    private final TypedCommands typed;
    private final Choices scripts;
    private final Connections connections = new Connections(TIMEOUT_MILLIS);
    private long written;
    private long answered;
    private boolean over;

    /** A client called {@code name}; all it decides comes from {@code choices}. */
    public Worker(
            Testbed testbed,
            Controller controller,
            Linearizable histories,
            Choices choices,
            WorkloadMix mix,
            String name) {
        this.testbed = testbed;
        this.controller = controller;
        this.histories = histories;
        this.choices = choices;
        this.mix = mix;
        this.name = name;
        this.typed = new TypedCommands(choices.fork("typed"), name);
        this.scripts = choices.fork("scripts");
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        while (!over) {
            Thread.sleep(pauseMillis());
            SimulatedNode node = shouldTryAnyNode()
                    ? choices.oneOf(List.copyOf(testbed.nodes()))
                    : controller.wanted().owner();
            try {
                step(node, connections.to(node, ""));
            } catch (IOException e) {
                connections.drop(node);
            }
        }
        connections.close();
    }

    private long pauseMillis() {
        long nowMillis = System.nanoTime() / 1_000_000;
        return mix.together()
                ? mix.periodMillis() - nowMillis % mix.periodMillis()
                : choices.between(1, 2 * mix.periodMillis());
    }

    private boolean shouldTryAnyNode() {
        return choices.chance(0.1);
    }

    private void step(SimulatedNode node, RespClient client) throws IOException {
        if (mix.wide() && choices.chance(0.15)) {
            setMany(client);
        } else if (mix.expiring() && choices.chance(0.2)) {
            expire(client);
        } else if (mix.types() && choices.chance(0.3)) {
            typed(client);
        } else {
            register(node, client);
        }
    }

    private void register(SimulatedNode node, RespClient client) throws IOException {
        String key = "reg:" + (mix.together() ? keyOfTheMoment() : choices.below(mix.keys()));
        int kind = choices.below(10);
        // Of what is sent at the same moment, exchanges show best who came first.
        int writes = mix.together() ? 2 : 3;
        if (kind < 4) {
            ask(node, client, key, Kind.READ, null, "GET", key);
        } else if (kind < 4 + writes) {
            String value = value();
            ask(node, client, key, Kind.WRITE, value, "SET", key, value);
        } else if (kind < 5 + writes) {
            ask(node, client, key, Kind.WRITE, null, "DEL", key);
        } else if (kind < 9) {
            String value = value();
            ask(node, client, key, Kind.SWAP, value, "SET", key, value, "GET");
        } else {
            String value = value();
            ask(node, client, key, Kind.WRITE_IF_ABSENT, value, "SET", key, value, "NX");
        }
    }

    /** The same for all who send at this moment. */
    private long keyOfTheMoment() {
        return System.nanoTime() / 1_000_000 / mix.periodMillis() % mix.keys();
    }

    private boolean shouldUseScript() {
        return scripts.chance(0.3);
    }

    private String value() {
        String value = name + "-" + ++written;
        return mix.large() && choices.chance(0.1) ? value + "x".repeat(LARGE_BYTES) : value;
    }

    private void ask(
            SimulatedNode node, RespClient client, String key, Kind kind, @Nullable String argument, String... words)
            throws IOException {
        int tenure = histories.tenure(node);
        long called = System.nanoTime();
        String reply;
        try {
            reply = client.call(mix.scripts() && shouldUseScript() ? Scripts.of(words) : words);
        } catch (IOException e) {
            if (kind != Kind.READ) {
                keep(node, tenure, key, kind, argument, null, Outcome.UNKNOWN, called);
            }
            throw e;
        }
        answered++;
        if (reply.startsWith("-ERR") && kind != Kind.READ) {
            keep(node, tenure, key, kind, argument, null, Outcome.UNKNOWN, called);
        } else if (!reply.startsWith("-")) {
            boolean refused = kind == Kind.WRITE_IF_ABSENT && reply.equals("(nil)");
            String found = reply.equals("(nil)") ? null : reply;
            keep(node, tenure, key, kind, argument, found, refused ? Outcome.REFUSED : Outcome.DONE, called);
        }
    }

    private void keep(
            SimulatedNode node,
            int tenure,
            String key,
            Kind kind,
            @Nullable String argument,
            @Nullable String result,
            Outcome outcome,
            long called) {
        long returned = outcome == Outcome.UNKNOWN ? Long.MAX_VALUE : System.nanoTime();
        histories.happened(node, tenure, key, new Operation(kind, argument, result, outcome, called, returned));
    }

    /** One batch of more updates than a master gathers before it sends. */
    private void setMany(RespClient client) throws IOException {
        int count = 21 + choices.below(10);
        String[] words = new String[1 + 2 * count];
        words[0] = "MSET";
        for (int i = 0; i < count; i++) {
            words[1 + 2 * i] = "{wide}" + i;
            words[2 + 2 * i] = name + "-" + ++written;
        }
        client.call(words);
        answered++;
    }

    private void expire(RespClient client) throws IOException {
        String key = "exp:" + choices.below(mix.keys());
        if (choices.chance(0.5)) {
            client.call("SET", key, value(), "PX", Long.toString(choices.between(1, 5_000)));
        } else {
            client.call("GET", key);
        }
        answered++;
    }

    private void typed(RespClient client) throws IOException {
        for (String[] words : typed.next()) {
            client.call(words);
            answered++;
        }
    }

    /** Stops asking; returns how many answers it had. */
    public long finish() {
        over = true;
        return answered;
    }
}
