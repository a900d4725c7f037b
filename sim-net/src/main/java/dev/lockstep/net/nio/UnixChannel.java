package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Stream;
import java.net.Socket;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** A simulated channel between threads of one host. */
final class UnixChannel extends StreamChannel {
    UnixChannel(SelectorProvider provider, UnixTransport transport, @Nullable Stream accepted) {
        super(provider, transport, accepted);
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("Not supported");
    }
}
