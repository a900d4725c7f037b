package dev.lockstep.properties.client;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.check.MessagesInOrder;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.IOException;

/**
 * Listens to all that the {@link Publisher} says, on one node. Now and then it reads nothing for a while. It connects anew when the node has
 * another history.
 */
public final class Subscriber {
    private static final int CONNECT_MILLIS = 500;
    /** After that long without a message it connects anew, ms; a node that lost its power says no more. */
    private static final int SILENCE_MILLIS = 20_000;

    private static final int MOST_DAWDLING_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 500;

    private final SimulatedNode node;
    private final MessagesInOrder messages;
    private final Choices choices;
    private long connections;
    private boolean over;

    /** One whose decisions all come from {@code choices}. */
    public Subscriber(SimulatedNode node, MessagesInOrder messages, Choices choices) {
        this.node = node;
        this.messages = messages;
        this.choices = choices;
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        while (!over) {
            try (RespClient client = RespClient.to(node, CONNECT_MILLIS, SILENCE_MILLIS)) {
                listen(client, node.name() + "-" + ++connections);
            } catch (IOException e) {
                Thread.sleep(choices.between(1, 2 * PAUSE_MILLIS));
            }
        }
    }

    private void listen(RespClient client, String connection) throws IOException, InterruptedException {
        int tenure = messages.tenure(node);
        expect("psubscribe", client.call("PSUBSCRIBE", Publisher.CHANNELS + "*"));
        boolean same = true;
        while (!over && same) {
            if (shouldDawdle()) {
                Thread.sleep(choices.between(1, MOST_DAWDLING_MILLIS));
            }
            String[] words = expect("pmessage", client.receive());
            same = messages.heard(node, tenure, connection, words[2], Long.parseLong(words[3]));
        }
    }

    private boolean shouldDawdle() {
        return choices.chance(0.02);
    }

    private static String[] expect(String kind, String reply) throws IOException {
        String[] words = reply.split(" ", -1);
        if (!words[0].equals(kind)) {
            throw new IOException("a node answered " + reply + " to a subscriber, expected " + kind);
        }
        return words;
    }

    /** Stops at the next message. */
    public void finish() {
        over = true;
    }
}
