package dev.lockstep.properties.client;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.check.MessagesInOrder;
import dev.lockstep.properties.testbed.SimulatedNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes numbered messages at the owner of the slots, one after the other. It begins another channel when the owner is another node,
 * and when it does not know what became of a message.
 */
public final class Publisher {
    /** What its channels' names begin with. */
    static final String CHANNELS = "news:";

    private static final int TIMEOUT_MILLIS = 700;
    private static final int MOST_PADDING = 2_000;

    private final Controller controller;
    private final MessagesInOrder messages;
    private final Choices choices;
    private final long periodMillis;
    private final Connections connections = new Connections(TIMEOUT_MILLIS);
    private @Nullable SimulatedNode place;
    private long channels;
    private long number;
    private boolean over;

    /** One that publishes each {@code periodMillis} on average. */
    public Publisher(Controller controller, MessagesInOrder messages, Choices choices, long periodMillis) {
        this.controller = controller;
        this.messages = messages;
        this.choices = choices;
        this.periodMillis = periodMillis;
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        while (!over) {
            Thread.sleep(choices.between(1, 2 * periodMillis));
            SimulatedNode owner = controller.wanted().owner();
            try {
                if (!publish(owner)) {
                    place = null;
                }
            } catch (IOException e) {
                connections.drop(owner);
                place = null;
            }
        }
        connections.close();
    }

    private boolean publish(SimulatedNode owner) throws IOException {
        if (place != owner) {
            place = owner;
            number = 0;
            messages.opened(CHANNELS + ++channels, owner);
        }
        String message = ++number + " " + "x".repeat(choices.below(MOST_PADDING));
        return !connections
                .to(owner, "")
                .call("PUBLISH", CHANNELS + channels, message)
                .startsWith("-");
    }

    /** Stops. */
    public void finish() {
        over = true;
    }
}
