package dev.lockstep.net;

/**
 * A snapshot of one end of a connection.
 *
 * @param local own address and port
 * @param remote address and port of the other end
 * @param state state of RFC 9293, such as ESTABLISHED
 * @param unread bytes that have arrived and that the application has not read
 * @param delivered bytes the application has read so far
 * @param unacknowledged bytes the application has written and the other end has not acknowledged
 * @param inFlight of these, bytes and end-of-stream marks that were sent
 * @param owned whether an application still has the socket
 * @param detail window, retransmissions, back-off
 */
public record ConnectionInfo(
        String local,
        String remote,
        String state,
        long unread,
        long delivered,
        long unacknowledged,
        long inFlight,
        boolean owned,
        String detail) {
    /** One line of {@link Network#netstat}. */
    @Override
    public String toString() {
        return String.format(
                "%-21s %-21s %-12s unread %d delivered %d unacked %d inflight %d %s%s",
                local, remote, state, unread, delivered, unacknowledged, inFlight, detail, owned ? "" : " orphan");
    }
}
