package dev.lockstep.net.tcp;

import dev.lockstep.net.LinkOptions;
import org.jspecify.annotations.Nullable;

/** The way out of a connection: makes segments and sends them, and knows what the link allows. */
final class Outbound {
    private final Connection connection;
    private final Kernel kernel;
    private final Flow peerFlow;
    private Kernel.@Nullable Route route;

    Outbound(Connection connection) {
        this.connection = connection;
        this.kernel = connection.kernel();
        this.peerFlow = connection.flow().reversed();
    }

    Segment segment(int flags, long sequence) {
        boolean ack = (flags & Segment.ACK) != 0;
        Receiver receiver = connection.receiver();
        Kernel.Route way = route();
        return new Segment(
                kernel,
                way == null ? kernel : way.target(),
                peerFlow,
                flags,
                sequence,
                ack ? receiver.next() : 0,
                receiver.window(),
                connection.initial() + 1);
    }

    void send(Segment segment) {
        if (segment.ack()) {
            connection.acknowledger().told();
        }
        kernel.send(segment);
    }

    /** Tells the other side what has arrived and how much more may come. */
    void acknowledge() {
        send(segment(Segment.ACK, connection.sender().highest()));
    }

    /** Sends something the other side has long acknowledged, so that it answers. */
    void probe() {
        send(segment(Segment.ACK, connection.sender().unacknowledged() - 1));
    }

    void reset() {
        send(segment(Segment.RST | Segment.ACK, connection.sender().highest()));
    }

    /**
     * Largest payload of one packet on the way there, bytes. Each side tells the other its MSS, so the smaller link counts (RFC 9293,
     * 3.7.1).
     */
    int mss() {
        Kernel.Route way = route();
        return way == null
                ? LinkOptions.DEFAULT.mss()
                : Math.min(way.link().mss(), way.back().mss());
    }

    /** Largest payload to be handed to the link at once, bytes. */
    int segmentBytes(int mss) {
        Kernel.Route way = route();
        return way == null ? mss : kernel.options().segmentBytes(way.link(), mss);
    }

    /** How long a segment would wait in the host's own queue to the link, ns. */
    long queueNanos() {
        Kernel.Route way = route();
        return way == null ? 0 : way.queueNanos();
    }

    private Kernel.@Nullable Route route() {
        Kernel.Route known = route;
        if (known == null) {
            known = kernel.route(connection.flow().remoteAddress());
            route = known;
        }
        return known;
    }
}
