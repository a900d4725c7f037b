package dev.lockstep.search.replay;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.net.Network;
import dev.lockstep.net.pcap.Capture;
import dev.lockstep.search.engine.SeedRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the packets of one run to a pcapng file. Used by one thread. */
public final class PacketWriter implements SeedRunner.Listener, AutoCloseable {
    private final Path file;
    private @Nullable Capture capture;

    /** Will create or replace the file when the run begins. */
    public PacketWriter(Path file) {
        this.file = file;
    }

    /**
     * Begins with the first packet.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void begin(Simulation simulation) {
        try {
            capture = Network.of(simulation).capture(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void event(TraceEvent event, long hash) {}

    @Override
    public void close() throws IOException {
        if (capture != null) {
            capture.close();
        }
    }
}
