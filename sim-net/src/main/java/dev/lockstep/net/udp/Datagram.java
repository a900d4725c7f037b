package dev.lockstep.net.udp;

import dev.lockstep.core.Host;
import dev.lockstep.net.packet.Frame;
import dev.lockstep.net.tcp.Flow;
import dev.lockstep.net.tcp.Kernel;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A UDP datagram on its way (RFC 768), or the word that nobody has the port (RFC 792), which comes back to its sender. It has no
 * numbers and no flags.
 */
final class Datagram extends Frame {
    /** IP and UDP header, bytes. */
    private static final int HEADER = 28;

    private final Kernel source;
    private final Kernel target;
    private final Flow flow;
    private final boolean unreachable;
    private byte[] bytes;
    private int length;

    private Datagram(Kernel source, Kernel target, Flow flow, byte[] bytes, int length, boolean unreachable) {
        this.source = source;
        this.target = target;
        this.flow = flow;
        this.bytes = bytes;
        this.length = length;
        this.unreachable = unreachable;
    }

    /** A datagram; the flow is named as the receiver does. */
    static Datagram of(Kernel source, Kernel target, Flow flow, byte[] bytes) {
        return new Datagram(source, target, flow, bytes, bytes.length, false);
    }

    /** Tells its sender that nobody has the port. */
    Datagram bounced() {
        return new Datagram(/* source= */ target, /* target= */ source, flow.reversed(), bytes, 0, true);
    }

    /** Whether it tells that nobody has the port. */
    boolean unreachable() {
        return unreachable;
    }

    /** Addresses and ports as the receiver names them. */
    Flow flow() {
        return flow;
    }

    /** Copies what fits of the payload. */
    void copyTo(ByteBuffer to) {
        to.put(bytes, 0, Math.min(length, to.remaining()));
    }

    /** The payload, from 0 to {@link #length}. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public void truncate(int count) {
        length = Math.min(length, count);
    }

    @Override
    public int headerBytes() {
        return HEADER;
    }

    @Override
    protected Datagram copy() {
        return new Datagram(source, target, flow, bytes, length, unreachable);
    }

    /** Its checksum is optional, and as without one, the receiver sees the damage. */
    @Override
    public boolean damage(long bits) {
        if (length == 0) {
            return false;
        }
        int bit = (int) Long.remainderUnsigned(bits, (long) length * Byte.SIZE);
        bytes = bytes.clone();
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return true;
    }

    @Override
    public void limitWindow(int count) {}

    @Override
    public boolean ready() {
        return target.powered();
    }

    @Override
    public void deliver() {
        UdpPorts.of(target).receive(this);
    }

    @Override
    public void encode(int mtu, Consumer<ByteBuffer> sink) {
        sink.accept(DatagramBytes.of(this));
    }

    @Override
    public Host from() {
        return source.host();
    }

    @Override
    public Host to() {
        return target.host();
    }

    @Override
    public int fromPort() {
        return flow.remotePort();
    }

    @Override
    public int toPort() {
        return flow.localPort();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long streamOffset() {
        return 0;
    }

    @Override
    public boolean syn() {
        return false;
    }

    @Override
    public boolean ack() {
        return false;
    }

    @Override
    public boolean fin() {
        return false;
    }

    @Override
    public boolean rst() {
        return false;
    }

    @Override
    public long sequence() {
        return 0;
    }

    @Override
    public long acknowledged() {
        return 0;
    }

    @Override
    public int window() {
        return 0;
    }
}
