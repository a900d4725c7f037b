package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Stream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connecting channel does in its own way for each protocol family: addresses, options, the opening of its stream. */
public interface Transport {
    /**
     * Checks an address to connect to.
     *
     * @throws RuntimeException that the JDK throws for an address of another family, or one without a number
     */
    void check(SocketAddress remote);

    /** Takes an address; null for any. */
    void bind(@Nullable SocketAddress local) throws IOException;

    /** Starts to connect. */
    Stream connect(SocketAddress remote) throws IOException;

    /** The own address, or null if there is none yet. */
    @Nullable
    SocketAddress local();

    /** The address of the other end, or null if there is none yet. */
    @Nullable
    SocketAddress remote();

    /** Gives up an address that no stream has. */
    void release();

    /** Whether closing lets the kernel send on what was written. */
    boolean lingers();

    /** Sets an option. */
    void set(SocketOption<?> option, Object value) throws IOException;

    /** The value of an option. */
    Object get(SocketOption<?> option);

    /** The options there are. */
    Set<SocketOption<?>> options();
}
