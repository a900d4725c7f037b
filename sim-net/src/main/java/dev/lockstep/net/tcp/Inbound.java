package dev.lockstep.net.tcp;

/** The way in of a connection: what a segment that arrives does to it (RFC 9293, 3.10.7). */
final class Inbound {
    private final Connection connection;

    Inbound(Connection connection) {
        this.connection = connection;
    }

    void onSegment(Segment segment) {
        TcpState state = connection.state();
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
            if (!connection.handshake().onSegment(segment) || connection.state() == TcpState.CLOSED) {
                return;
            }
        }
        connection.keepalive().heard();
        if (segment.rst()) {
            if (connection.receiver().inWindow(segment.sequence())) {
                connection.life().reset();
            }
        } else if (segment.syn()) {
            connection.out().acknowledge();
        } else {
            onAcknowledgement(segment);
            if (connection.state() != TcpState.CLOSED) {
                onData(segment);
            }
        }
    }

    private void onAcknowledgement(Segment segment) {
        Sender sender = connection.sender();
        if (!sender.acknowledge(segment)) {
            return;
        }
        if (sender.finishAcknowledged()) {
            connection.life().finishAcknowledged();
        }
        if (connection.state() != TcpState.CLOSED && sender.writable()) {
            connection.outputChanged();
        }
    }

    private void onData(Segment segment) {
        Receiver receiver = connection.receiver();
        boolean somethingNew = segment.length() > 0 && segment.end() > receiver.next();
        if (somethingNew && !connection.life().wanted()) {
            connection.life().abort();
            return;
        }
        boolean inOrder = segment.sequence() == receiver.next() && !receiver.hasGap();
        boolean wasFinished = receiver.finished();
        boolean news = receiver.accept(segment);
        if (receiver.finished() && !wasFinished) {
            connection.life().inputEnded();
        }
        if (segment.length() > 0 || segment.fin()) {
            connection.acknowledger().arrived(segment, inOrder && news);
        } else if (segment.sequence() < receiver.next()) {
            connection.out().acknowledge();
        }
        if (news) {
            connection.inputChanged();
        }
    }
}
