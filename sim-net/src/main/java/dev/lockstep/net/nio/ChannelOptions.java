package dev.lockstep.net.nio;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** The options that the channels of each kind have. */
public final class ChannelOptions {
    /** Of a channel that listens for TCP connections. */
    public static final Set<SocketOption<?>> LISTENER = set(
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_REUSEPORT,
            ExtendedSocketOptions.TCP_KEEPCOUNT,
            ExtendedSocketOptions.TCP_KEEPIDLE,
            ExtendedSocketOptions.TCP_KEEPINTERVAL,
            ExtendedSocketOptions.TCP_QUICKACK);

    /** Of a TCP channel. */
    public static final Set<SocketOption<?>> STREAM = with(
            LISTENER,
            StandardSocketOptions.IP_TOS,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_LINGER,
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.TCP_NODELAY);

    /** Of an asynchronous TCP channel. */
    public static final Set<SocketOption<?>> ASYNCHRONOUS = with(
            LISTENER,
            StandardSocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_SNDBUF,
            StandardSocketOptions.TCP_NODELAY);

    static final Set<SocketOption<?>> DATAGRAM = set(
            StandardSocketOptions.IP_TOS,
            StandardSocketOptions.SO_BROADCAST,
            StandardSocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_REUSEPORT,
            StandardSocketOptions.SO_SNDBUF);

    static final Set<SocketOption<?>> UNIX_LISTENER = set(StandardSocketOptions.SO_RCVBUF);

    static final Set<SocketOption<?>> UNIX =
            with(UNIX_LISTENER, StandardSocketOptions.SO_LINGER, StandardSocketOptions.SO_SNDBUF);

    private ChannelOptions() {}

    private static Set<SocketOption<?>> set(SocketOption<?>... options) {
        return with(Set.of(), options);
    }

    private static Set<SocketOption<?>> with(Set<SocketOption<?>> some, SocketOption<?>... more) {
        Set<SocketOption<?>> all = new LinkedHashSet<>(some);
        all.addAll(List.of(more));
        return Collections.unmodifiableSet(all);
    }

    /**
     * Checks that an option is there.
     *
     * @throws UnsupportedOperationException if not
     */
    public static void require(Set<SocketOption<?>> options, SocketOption<?> name) {
        Objects.requireNonNull(name);
        if (!options.contains(name)) {
            throw new UnsupportedOperationException("'" + name + "' not supported");
        }
    }

    /** The value, which must be there. */
    public static Object checked(SocketOption<?> name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("Invalid value '" + value + "'");
        }
        return value;
    }
}
