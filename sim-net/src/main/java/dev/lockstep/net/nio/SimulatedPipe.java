package dev.lockstep.net.nio;

import dev.lockstep.net.unix.LocalStream;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;

/** A pipe within a host. */
final class SimulatedPipe extends Pipe {
    private final PipeSource source;
    private final PipeSink sink;

    SimulatedPipe(SelectorProvider provider, LocalStream.Pair ends) {
        this.source = new PipeSource(provider, ends.first());
        this.sink = new PipeSink(provider, ends.second());
    }

    @Override
    public SourceChannel source() {
        return source;
    }

    @Override
    public SinkChannel sink() {
        return sink;
    }
}
