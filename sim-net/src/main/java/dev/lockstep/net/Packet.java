package dev.lockstep.net;

import dev.lockstep.core.Host;

/** A packet between two hosts, as a {@link Rule} sees it: a TCP segment, or a datagram, which has no flags, numbers and window. It never shows payload bytes, only their number. */
public interface Packet {
    /** The sending host. */
    Host from();

    /** The receiving host. */
    Host to();

    /** Port at the sender, 1 to 65,535. */
    int fromPort();

    /** Port at the receiver, 1 to 65,535. */
    int toPort();

    /** Payload, bytes; 0 for a bare acknowledgement or probe. */
    int length();

    /** Payload bytes of the same connection and direction that come before this packet's, so the first data is at 0. */
    long streamOffset();

    /** Whether it asks for a connection or (with {@link #ack}) agrees to one. */
    boolean syn();

    /** Whether it acknowledges something: every packet but the first of a connection and some resets. */
    boolean ack();

    /** Whether the sender will send nothing more. */
    boolean fin();

    /** Whether it kills the connection. */
    boolean rst();

    /** Sequence number of the first byte, counted on beyond 2^32 where TCP would wrap. */
    long sequence();

    /** The next sequence number the sender expects; meaningless unless {@link #ack}. */
    long acknowledged();

    /** What the sender is ready to receive beyond {@link #acknowledged}, bytes. */
    int window();
}
