package dev.lockstep.net.pcap;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.link.Tap;
import dev.lockstep.net.link.Wires;
import dev.lockstep.net.packet.Frame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the packets of a network, or those one host sends and receives, to a pcapng file until it is closed. Each host that is
 * seen is an interface of its name; times are virtual ones from the simulation's epoch; a packet that does not get through at once
 * has a comment that says why. It does not change the run. Used on the carrier or while the simulation does not run.
 */
public final class Capture implements Tap, AutoCloseable {
    private static final long MILLI = 1_000_000L;
    private static final int BUFFER = 1 << 16;

    private final Simulation simulation;
    private final Wires wires;
    private final @Nullable Host only;
    private final PcapngWriter writer;
    private final Map<Host, Integer> interfaces = new LinkedHashMap<>();
    private @Nullable IOException failure;
    private long packets;
    private boolean closed;

    /**
     * Creates or replaces the file, and begins.
     *
     * @param only the host to look at, or null for all: then every packet is written once, where it is sent
     * @throws IOException if the file cannot be written
     */
    public Capture(Simulation simulation, Wires wires, Path file, @Nullable Host only) throws IOException {
        this.simulation = simulation;
        this.wires = wires;
        this.only = only;
        this.writer = new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
        wires.tap(this);
    }

    @Override
    public void sent(Frame frame, int mtu, String fate) {
        if (only == null || only == frame.from()) {
            write(frame.from(), frame, mtu, fate);
        }
    }

    @Override
    public void delivered(Frame frame, int mtu) {
        if (only == frame.to() && frame.from() != frame.to()) {
            write(frame.to(), frame, mtu, "");
        }
    }

    private void write(Host at, Frame frame, int mtu, String comment) {
        simulation.trace().aside(() -> frame.encode(mtu, packet -> write(at, packet, comment)));
    }

    /** One packet; nothing more after the file could not be written, which {@link #close} tells. */
    private void write(Host at, ByteBuffer packet, String comment) {
        if (failure != null) {
            return;
        }
        try {
            Integer known = interfaces.get(at);
            int number = known == null ? writer.addInterface(at.name()) : known;
            interfaces.put(at, number);
            long nanos = simulation.options().epochMillis() * MILLI + simulation.nanoTime();
            writer.packet(number, nanos, packet, comment);
            packets++;
        } catch (IOException e) {
            failure = e;
        }
    }

    /** How many packets it has written. */
    public long packets() {
        return packets;
    }

    /**
     * Ends it and completes the file. Closing it again does nothing.
     *
     * @throws IOException if the file cannot be written
     */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            wires.untap(this);
            writer.close();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
