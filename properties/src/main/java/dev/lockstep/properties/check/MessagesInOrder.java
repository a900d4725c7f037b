package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.HashMap;
import java.util.Map;

/**
 * Who listens to a channel hears its messages in the order in which they were published, none of them twice, and on the node that they
 * are published at none is missing; as long as the node keeps its history: a full sync from an older checkpoint brings messages again. A
 * channel belongs to one publisher, who numbers its messages, publishes all of them at one node and waits for each answer.
 */
public final class MessagesInOrder extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "messages-in-order",
            "A subscriber of a node that keeps its history hears messages in the order they were published in, none twice, and none is"
                    + " missing where they were published.",
            "");

    private final Tenures tenures;
    private final Map<String, SimulatedNode> publishedAt = new HashMap<>();
    private final Map<String, Long> heard = new HashMap<>();
    private long count;

    /** For one run. */
    public MessagesInOrder(Run run, Tenures tenures) {
        super(run, INVARIANT);
        this.tenures = tenures;
    }

    /** The tenure of a node that a connection made now belongs to. */
    public int tenure(SimulatedNode node) {
        return tenures.of(node);
    }

    /** A publisher begins a channel. */
    public void opened(String channel, SimulatedNode node) {
        publishedAt.put(channel, node);
    }

    /**
     * A subscriber of {@code node} has got message {@code number} on a connection, which is a name of its own and was made in tenure {@code
     * since}. Returns whether that still lasts; if not, nothing is expected of what else comes on the connection.
     */
    public boolean heard(SimulatedNode node, int since, String connection, String channel, long number) {
        if (since != tenures.of(node)) {
            return false;
        }
        count++;
        compare(node, connection, channel, number);
        return true;
    }

    private void compare(SimulatedNode node, String connection, String channel, long number) {
        Long before = heard.put(connection + " " + channel, number);
        if (before == null) {
            return;
        }
        boolean there = publishedAt.get(channel) == node;
        if (number <= before || (there && number != before + 1)) {
            broken("a subscriber of " + node.name() + " heard message " + number + " of " + channel + " after message "
                    + before + ", expected " + (there ? "" : "at least ") + (before + 1));
        }
    }

    /** How many messages have been heard. */
    public long count() {
        return count;
    }
}
