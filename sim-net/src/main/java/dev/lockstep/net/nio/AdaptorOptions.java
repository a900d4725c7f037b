package dev.lockstep.net.nio;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;

/** The options of a channel as a socket tells and sets them: with SocketException alone. */
final class AdaptorOptions {
    private final NetworkChannel channel;
    private int timeoutMillis;
    private boolean urgentInline;

    AdaptorOptions(NetworkChannel channel) {
        this.channel = channel;
    }

    void ensureOpen() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
    }

    <T> void set(SocketOption<T> name, T value) throws SocketException {
        try {
            channel.setOption(name, value);
        } catch (IOException e) {
            throw SocketAddresses.socketException(e);
        }
    }

    <T> T get(SocketOption<T> name) throws SocketException {
        try {
            return channel.getOption(name);
        } catch (IOException e) {
            throw SocketAddresses.socketException(e);
        }
    }

    /** SO_TIMEOUT, ms; 0 means never. */
    int timeout() throws SocketException {
        ensureOpen();
        return timeoutMillis;
    }

    void timeout(int millis) throws SocketException {
        ensureOpen();
        if (millis < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        timeoutMillis = millis;
    }

    /** SO_TIMEOUT, ms, whether the channel is open or not. */
    int timeoutMillis() {
        return timeoutMillis;
    }

    /** SO_OOBINLINE, which has no effect since there is no urgent data. */
    boolean urgentInline() throws SocketException {
        ensureOpen();
        return urgentInline;
    }

    void urgentInline(boolean on) throws SocketException {
        ensureOpen();
        urgentInline = on;
    }

    /**
     * Checks a buffer size.
     *
     * @throws IllegalArgumentException with the message if it is not positive
     */
    static int positive(int size, String message) {
        if (size <= 0) {
            throw new IllegalArgumentException(message);
        }
        return size;
    }
}
