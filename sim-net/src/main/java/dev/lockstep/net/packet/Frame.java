package dev.lockstep.net.packet;

import dev.lockstep.net.Packet;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A packet on its way, or several of one stream that only the wire cuts apart, as with the segmentation offload of network cards.
 * Used on the carrier only.
 */
public abstract class Frame implements Packet {
    private long judged;
    private long arrival;
    private boolean spoiled;

    /** Cuts the payload to its first bytes. */
    public abstract void truncate(int bytes);

    /** What the protocols put before the payload of each packet, bytes. */
    public abstract int headerBytes();

    /** The same payload and headers once more. */
    protected abstract Frame copy();

    /** The same once more, in the same condition, to go its own way. */
    public final Frame duplicate() {
        Frame copy = copy();
        copy.judged = judged;
        copy.spoiled = spoiled;
        return copy;
    }

    /**
     * Damages a bit on the way.
     *
     * @param bits random, choose the bit
     * @return whether the receiver takes it all the same; if not, a checksum makes a loss of it
     */
    public abstract boolean damage(long bits);

    /** Makes it offer a window of so many bytes at most; a frame without a window ignores it. */
    public abstract void limitWindow(int bytes);

    /** Whether the host it is for has power. */
    public abstract boolean ready();

    /** Hands it to the kernel it is for. */
    public abstract void deliver();

    /**
     * Tells the IP packets it consists of, with headers and checksums.
     *
     * @param mtu largest packet of the link, bytes
     * @param sink gets each packet in order, ready to be read
     */
    public abstract void encode(int mtu, Consumer<ByteBuffer> sink);

    /** What it takes up on a link whose packets have at most {@code mtu} bytes. */
    public final long wireBytes(int mtu) {
        int room = mtu - headerBytes();
        long packets = Math.max(1, (length() + room - 1) / room);
        return length() + packets * headerBytes();
    }

    /** Number of the last rule that has judged it, 0 if none has. */
    public final long judged() {
        return judged;
    }

    /** Notes which rule has judged it last. */
    public final void judged(long rule) {
        judged = rule;
    }

    /** When it reaches the other end, virtual ns. */
    public final long arrival() {
        return arrival;
    }

    /** Notes when it reaches the other end, virtual ns. */
    public final void arrival(long nanos) {
        arrival = nanos;
    }

    /** Whether the receiver will find its checksum wrong. */
    public final boolean spoiled() {
        return spoiled;
    }

    /** Notes that its checksum is wrong. */
    public final void spoil() {
        spoiled = true;
    }
}
