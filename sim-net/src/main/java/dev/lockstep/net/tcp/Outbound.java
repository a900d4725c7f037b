package dev.lockstep.net.tcp;

import dev.lockstep.net.LinkOptions;
import org.jspecify.annotations.Nullable;

/** The way out of a connection: makes segments and sends them, and knows what the link allows. */
final class Outbound {
    private final Connection connection;
    private final Kernel kernel;
    private final Flow peerFlow;

    Outbound(Connection connection) {
        this.connection = connection;
        this.kernel = connection.kernel();
        this.peerFlow = connection.flow().reversed();
    }

    Segment segment(int flags, long sequence) {
        boolean ack = (flags & Segment.ACK) != 0;
        Receiver receiver = connection.receiver();
        return kernel.segment(
                peerFlow, flags, sequence, ack ? receiver.next() : 0, receiver.window(), connection.initial() + 1);
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

    /** Largest payload of one packet on the way there, bytes. */
    int mss() {
        Kernel target = target();
        return target == null ? LinkOptions.DEFAULT.mss() : kernel.mss(target);
    }

    /** Largest payload to be handed to the link at once, bytes. */
    int segmentBytes(int mss) {
        Kernel target = target();
        return target == null ? mss : kernel.options().segmentBytes(kernel.link(target), mss);
    }

    /** How long a segment would wait in the host's own queue to the link, ns. */
    long queueNanos() {
        Kernel target = target();
        return target == null ? 0 : kernel.queueNanos(target);
    }

    private @Nullable Kernel target() {
        return kernel.find(connection.flow().remoteAddress());
    }
}
