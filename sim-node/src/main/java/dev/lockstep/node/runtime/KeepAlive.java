package dev.lockstep.node.runtime;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * How every connection is set up, as in Kvrocks' io_util.cc: no delay, and keepalive, so that a vanished peer is found after
 * {@code idle + interval * probes} seconds. The three times are left alone where the platform does not know them.
 *
 * @param idle seconds of silence before the first probe
 * @param interval seconds between probes
 * @param probes unanswered probes after which the connection is dead
 */
public record KeepAlive(int idle, int interval, int probes) {
    /** Sets up a socket. */
    public void apply(Socket socket) throws IOException {
        apply(socket.supportedOptions(), socket::setOption);
    }

    /** Sets up a channel. */
    public void apply(SocketChannel channel) throws IOException {
        apply(channel.supportedOptions(), channel::setOption);
    }

    private void apply(Set<SocketOption<?>> supported, Setter setter) throws IOException {
        set(supported, setter, StandardSocketOptions.TCP_NODELAY, true);
        set(supported, setter, StandardSocketOptions.SO_KEEPALIVE, true);
        set(supported, setter, ExtendedSocketOptions.TCP_KEEPIDLE, idle);
        set(supported, setter, ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
        set(supported, setter, ExtendedSocketOptions.TCP_KEEPCOUNT, probes);
    }

    private static <T> void set(Set<SocketOption<?>> supported, Setter setter, SocketOption<T> option, T value)
            throws IOException {
        if (supported.contains(option)) {
            setter.set(option, value);
        }
    }

    private interface Setter {
        <T> Object set(SocketOption<T> option, T value) throws IOException;
    }
}
