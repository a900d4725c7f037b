package dev.lockstep.net.udp;

import dev.lockstep.net.tcp.Flow;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Segment;

/**
 * A UDP datagram on its way (RFC 768), or the word that nobody has the port (RFC 792), which comes back to its sender. It travels as
 * a segment without flags and numbers.
 */
final class Datagram extends Segment {
    /** IP and UDP header, bytes. */
    private static final int HEADER = 28;

    private final boolean unreachable;

    private Datagram(Kernel source, Kernel target, Flow flow, boolean unreachable) {
        super(source, target, flow, 0, 0, 0, 0, 0);
        this.unreachable = unreachable;
    }

    /** A datagram; the flow is named as the receiver does. */
    static Datagram of(Kernel source, Kernel target, Flow flow, byte[] bytes) {
        Datagram datagram = new Datagram(source, target, flow, false);
        datagram.payload(bytes, 0, bytes.length);
        return datagram;
    }

    /** Tells its sender that nobody has the port. */
    Datagram bounced() {
        return new Datagram(/* source= */ target(), /* target= */ source(), flow().reversed(), true);
    }

    /** Whether it tells that nobody has the port. */
    boolean unreachable() {
        return unreachable;
    }

    @Override
    public int wireBytes() {
        return length() + HEADER;
    }

    @Override
    public void deliver() {
        UdpPorts.of(target()).receive(this);
    }
}
