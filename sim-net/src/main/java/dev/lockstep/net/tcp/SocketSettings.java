package dev.lockstep.net.tcp;

import dev.lockstep.net.TcpOptions;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.net.ExtendedSocketOptions;

/** The options of one socket. Buffer sizes are bounded as Linux bounds them; options without effect are kept and given back. */
public final class SocketSettings {
    /** Default of SO_LINGER: close returns at once and the kernel goes on sending. */
    public static final int NO_LINGER = -1;

    private static final int LEAST_SEND = 2_304;
    private static final int LEAST_RECEIVE = 1_152;
    private static final int MAX_LINGER = 65_535;

    private static final Map<String, SocketOption<?>> KNOWN = known();

    private Values values;

    private SocketSettings(Values values) {
        this.values = values;
    }

    /** Never changed, so that sockets can share it; with those at hand that are asked for at every packet. */
    private static final class Values {
        private final Map<SocketOption<?>, Object> all;
        private final int sendBytes;
        private final int receiveBytes;
        private final boolean noDelay;
        private final boolean quickAck;

        Values(Map<SocketOption<?>, Object> all) {
            this.all = all;
            this.sendBytes = (Integer) of(StandardSocketOptions.SO_SNDBUF);
            this.receiveBytes = (Integer) of(StandardSocketOptions.SO_RCVBUF);
            this.noDelay = (Boolean) of(StandardSocketOptions.TCP_NODELAY);
            this.quickAck = (Boolean) of(ExtendedSocketOptions.TCP_QUICKACK);
        }

        Object of(SocketOption<?> option) {
            Object value = all.get(option);
            if (value == null) {
                throw new IllegalStateException("option " + option + " has no value");
            }
            return value;
        }
    }

    /** The settings of a socket that has set none. */
    static SocketSettings defaults(TcpOptions options, boolean server) {
        Map<SocketOption<?>, Object> values = new LinkedHashMap<>();
        KNOWN.values().forEach(o -> values.put(o, o.type() == Boolean.class ? (Object) false : 0));
        values.put(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
        values.put(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
        values.put(StandardSocketOptions.SO_LINGER, NO_LINGER);
        values.put(StandardSocketOptions.SO_REUSEADDR, server);
        values.put(ExtendedSocketOptions.TCP_KEEPIDLE, options.keepIdleSeconds());
        values.put(ExtendedSocketOptions.TCP_KEEPINTERVAL, options.keepIntervalSeconds());
        values.put(ExtendedSocketOptions.TCP_KEEPCOUNT, options.keepCount());
        return new SocketSettings(new Values(values));
    }

    private static Map<String, SocketOption<?>> known() {
        Map<String, SocketOption<?>> known = new TreeMap<>();
        for (SocketOption<?> option : Set.of(
                StandardSocketOptions.SO_SNDBUF,
                StandardSocketOptions.SO_RCVBUF,
                StandardSocketOptions.SO_BROADCAST,
                StandardSocketOptions.SO_KEEPALIVE,
                StandardSocketOptions.SO_REUSEADDR,
                StandardSocketOptions.SO_REUSEPORT,
                StandardSocketOptions.SO_LINGER,
                StandardSocketOptions.TCP_NODELAY,
                StandardSocketOptions.IP_TOS,
                ExtendedSocketOptions.TCP_KEEPIDLE,
                ExtendedSocketOptions.TCP_KEEPINTERVAL,
                ExtendedSocketOptions.TCP_KEEPCOUNT,
                ExtendedSocketOptions.TCP_QUICKACK)) {
            known.put(option.name(), option);
        }
        return known;
    }

    /** The same for another socket, as what an accepted one inherits from its listener. */
    SocketSettings inherited() {
        return new SocketSettings(values);
    }

    /** All options a connected or a listening socket has, by name. */
    public static Set<SocketOption<?>> supported(boolean server) {
        Set<SocketOption<?>> all = new LinkedHashSet<>(KNOWN.values());
        all.remove(StandardSocketOptions.SO_BROADCAST);
        if (server) {
            all.remove(StandardSocketOptions.SO_KEEPALIVE);
            all.remove(StandardSocketOptions.SO_SNDBUF);
            all.remove(StandardSocketOptions.SO_LINGER);
            all.remove(StandardSocketOptions.TCP_NODELAY);
        }
        return Collections.unmodifiableSet(all);
    }

    /**
     * Sets an option.
     *
     * @throws UnsupportedOperationException if there is no such option
     * @throws IllegalArgumentException if the value is of another type or out of range
     */
    public void set(SocketOption<?> option, Object value) throws SocketException {
        check(option);
        if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException("Invalid value '" + value + "'");
        }
        Map<SocketOption<?>, Object> changed = new LinkedHashMap<>(values.all);
        changed.put(option, value instanceof Integer number ? bounded(option, number) : value);
        values = new Values(changed);
    }

    private static int bounded(SocketOption<?> option, int value) throws SocketException {
        if (option == StandardSocketOptions.SO_SNDBUF || option == StandardSocketOptions.SO_RCVBUF) {
            if (value < 0) {
                throw new IllegalArgumentException("Invalid send/receive buffer size");
            }
            int least = option == StandardSocketOptions.SO_SNDBUF ? LEAST_SEND : LEAST_RECEIVE;
            return Math.clamp(value, least, TcpOptions.MAX_BUFFER_BYTES);
        }
        if (option == StandardSocketOptions.SO_LINGER) {
            return Math.clamp(value, NO_LINGER, MAX_LINGER);
        }
        if (option == StandardSocketOptions.IP_TOS) {
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException("Invalid IP_TOS value");
            }
            return value;
        }
        int most = option == ExtendedSocketOptions.TCP_KEEPCOUNT ? 127 : 32_767;
        if (value < 1 || value > most) {
            throw new SocketException("Invalid argument");
        }
        return value;
    }

    /**
     * The value of an option.
     *
     * @throws UnsupportedOperationException if there is no such option
     */
    public Object get(SocketOption<?> option) {
        check(option);
        return values.of(option);
    }

    private static void check(SocketOption<?> option) {
        if (KNOWN.get(option.name()) != option) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
    }

    int number(SocketOption<Integer> option) {
        return (Integer) get(option);
    }

    boolean flag(SocketOption<Boolean> option) {
        return (Boolean) get(option);
    }

    /** SO_LINGER in s, or {@link #NO_LINGER}. */
    public int linger() {
        return number(StandardSocketOptions.SO_LINGER);
    }

    /** Whether the port may be shared with connections that are closing. */
    public boolean reuseAddress() {
        return flag(StandardSocketOptions.SO_REUSEADDR);
    }

    /** Whether small packets are sent at once (TCP_NODELAY). */
    boolean noDelay() {
        return values.noDelay;
    }

    /** Whether everything is acknowledged at once (TCP_QUICKACK). */
    boolean quickAck() {
        return values.quickAck;
    }

    /** Room for what is written and not acknowledged (SO_SNDBUF), bytes. */
    int sendBytes() {
        return values.sendBytes;
    }

    /** Room for what has arrived and is not read (SO_RCVBUF), bytes. */
    int receiveBytes() {
        return values.receiveBytes;
    }

    /** Whether several sockets that all ask for it may listen on the port. */
    boolean reusePort() {
        return flag(StandardSocketOptions.SO_REUSEPORT);
    }
}
