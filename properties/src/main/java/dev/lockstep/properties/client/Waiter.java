package dev.lockstep.properties.client;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.check.AcknowledgedSurvive;
import dev.lockstep.properties.check.WaitAnswered;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;

/**
 * A client that counts in a key of its own at the owner of the slots, sends WAIT on the same connection behind most of its writes, and
 * reads the key now and then. When it does not know what became of a write it takes another key.
 */
public final class Waiter {
    private static final long MILLI = 1_000_000L;
    private static final long PERIOD_MILLIS = 1_000;
    private static final List<Long> TIMEOUTS_MILLIS = List.of(20L, 500L, 2_000L, 5_000L);
    private static final int MOST_REPLICAS = 2;

    private final Testbed testbed;
    private final Controller controller;
    private final WaitAnswered waits;
    private final AcknowledgedSurvive acknowledged;
    private final Choices choices;
    private final Connections connections;
    private long keys;
    private long number;
    private boolean over;

    /** One whose decisions all come from {@code choices}. */
    public Waiter(
            Testbed testbed,
            Controller controller,
            WaitAnswered waits,
            AcknowledgedSurvive acknowledged,
            Choices choices) {
        this.testbed = testbed;
        this.controller = controller;
        this.waits = waits;
        this.acknowledged = acknowledged;
        this.choices = choices;
        this.connections = new Connections((int) (waits.patience(TIMEOUTS_MILLIS.getLast() * MILLI) / MILLI) + 1);
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        while (!over) {
            Thread.sleep(choices.between(1, 2 * PERIOD_MILLIS));
            SimulatedNode node = controller.wanted().owner();
            try {
                step(node, connections.to(node, ""));
            } catch (IOException e) {
                connections.drop(node);
                keys++;
            }
        }
        connections.close();
    }

    private void step(SimulatedNode node, RespClient client) throws IOException {
        String key = "{waited}" + keys;
        if (shouldRead()) {
            read(node, client, key);
        } else {
            write(node, client, key);
        }
    }

    private boolean shouldRead() {
        return choices.chance(0.2);
    }

    private boolean shouldWait() {
        return choices.chance(0.8);
    }

    /** As a client does that does not wait for the reply of the write. */
    private boolean shouldSendBothAtOnce() {
        return choices.chance(0.3);
    }

    private void read(SimulatedNode node, RespClient client, String key) throws IOException {
        String reply = client.call("GET", key);
        if (!reply.startsWith("-")) {
            acknowledged.read(node, key, reply.equals("(nil)") ? -1 : Long.parseLong(reply));
        }
    }

    private void write(SimulatedNode node, RespClient client, String key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RespClient.write(out, "SET", key, Long.toString(++number));
        if (shouldSendBothAtOnce()) {
            await(node, client, key, out);
            return;
        }
        client.flush(out);
        if (written(client) && shouldWait()) {
            await(node, client, key, out);
        }
    }

    private boolean written(RespClient client) throws IOException {
        String reply = client.receive();
        if (reply.startsWith("-ERR")) {
            keys++;
        }
        return reply.equals("OK");
    }

    /** Sends WAIT behind what is in {@code out}: nothing, or a write. */
    private void await(SimulatedNode node, RespClient client, String key, ByteArrayOutputStream out)
            throws IOException {
        boolean known = out.size() == 0;
        long replicas = choices.between(1, MOST_REPLICAS);
        long timeout = choices.oneOf(TIMEOUTS_MILLIS);
        RespClient.write(out, "WAIT", Long.toString(replicas), Long.toString(timeout));
        AcknowledgedSurvive.Sent sent = acknowledged.sent(node, testbed.nodes());
        try {
            client.flush(out);
            if (!known) {
                written(client);
            }
            String reply = inTime(client, waits.sent(node, replicas, timeout * MILLI));
            if (!reply.startsWith("-")) {
                acknowledged.answered(sent, Long.parseLong(reply));
            }
            if (known && !reply.startsWith("-") && !reply.equals("0")) {
                acknowledged.keeps(sent, key, number);
            }
        } finally {
            acknowledged.lost(sent);
        }
    }

    private String inTime(RespClient client, WaitAnswered.Sent sent) throws IOException {
        try {
            String reply = client.receive();
            waits.over(sent);
            return reply;
        } catch (SocketTimeoutException e) {
            waits.over(sent);
            throw e;
        } finally {
            waits.lost(sent);
        }
    }

    /** Stops. */
    public void finish() {
        over = true;
    }
}
