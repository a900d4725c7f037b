package dev.lockstep.net.socket;

import dev.lockstep.net.tcp.SocketSettings;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbered options of {@link SocketOptions}, which {@link java.net.Socket} still asks by. */
final class LegacyOptions {
    private static final Map<Integer, SocketOption<Boolean>> FLAGS = Map.of(
            SocketOptions.TCP_NODELAY, StandardSocketOptions.TCP_NODELAY,
            SocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEADDR,
            SocketOptions.SO_REUSEPORT, StandardSocketOptions.SO_REUSEPORT,
            SocketOptions.SO_KEEPALIVE, StandardSocketOptions.SO_KEEPALIVE);

    private static final Map<Integer, SocketOption<Integer>> NUMBERS = Map.of(
            SocketOptions.SO_SNDBUF, StandardSocketOptions.SO_SNDBUF,
            SocketOptions.SO_RCVBUF, StandardSocketOptions.SO_RCVBUF,
            SocketOptions.IP_TOS, StandardSocketOptions.IP_TOS,
            SocketOptions.SO_LINGER, StandardSocketOptions.SO_LINGER);

    private final OptionSocketImpl socket;
    private boolean urgentInline;

    LegacyOptions(OptionSocketImpl socket) {
        this.socket = socket;
    }

    void set(int option, Object value) throws SocketException {
        try {
            if (option == SocketOptions.SO_TIMEOUT) {
                socket.timeoutMillis((Integer) value);
            } else if (option == SocketOptions.SO_OOBINLINE) {
                urgentInline = (Boolean) value;
            } else if (option == SocketOptions.SO_LINGER && value instanceof Boolean) {
                socket.setOption(StandardSocketOptions.SO_LINGER, SocketSettings.NO_LINGER);
            } else if (FLAGS.containsKey(option)) {
                socket.setOption(known(FLAGS.get(option)), (Boolean) value);
            } else {
                socket.setOption(known(NUMBERS.get(option)), (Integer) value);
            }
        } catch (SocketException e) {
            throw e;
        } catch (ClassCastException | IllegalArgumentException | UnsupportedOperationException | IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    Object get(int option) throws SocketException {
        try {
            return switch (option) {
                case SocketOptions.SO_TIMEOUT -> socket.timeoutMillis();
                case SocketOptions.SO_OOBINLINE -> urgentInline;
                case SocketOptions.SO_BINDADDR -> socket.localAddress();
                case SocketOptions.SO_LINGER -> linger();
                default ->
                    FLAGS.containsKey(option)
                            ? socket.getOption(known(FLAGS.get(option)))
                            : socket.getOption(known(NUMBERS.get(option)));
            };
        } catch (SocketException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    private Object linger() throws IOException {
        int seconds = socket.getOption(StandardSocketOptions.SO_LINGER);
        return seconds == SocketSettings.NO_LINGER ? (Object) false : seconds;
    }

    private static <T> SocketOption<T> known(@Nullable SocketOption<T> option) throws SocketException {
        if (option == null) {
            throw new SocketException("Unknown option");
        }
        return option;
    }
}
