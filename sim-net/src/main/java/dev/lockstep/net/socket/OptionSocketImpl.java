package dev.lockstep.net.socket;

import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a simulated socket. */
abstract class OptionSocketImpl extends SocketImpl {
    private final boolean server;
    private final LegacyOptions legacy = new LegacyOptions(this);
    private SocketSettings settings;
    private int timeoutMillis;

    OptionSocketImpl(SocketSettings settings, boolean server) {
        this.settings = settings;
        this.server = server;
    }

    /** Checks that it is created and not closed. */
    abstract void ensureOpen() throws SocketException;

    /** Its connection, or null. */
    abstract @Nullable Connection connection();

    /** The address the socket is bound to. */
    abstract InetAddress localAddress();

    final SocketSettings settings() {
        return settings;
    }

    /** It has become an accepted connection, which has options already. */
    final void settings(SocketSettings accepted) {
        settings = accepted;
    }

    /** SO_TIMEOUT, ms; 0 means never. */
    final int timeoutMillis() {
        return timeoutMillis;
    }

    final void timeoutMillis(int millis) {
        timeoutMillis = millis;
    }

    @Override
    protected boolean supportsUrgentData() {
        return false;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        throw new SocketException("Urgent data not supported");
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        return SocketSettings.supported(server);
    }

    @Override
    protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
        requireSupported(option);
        ensureOpen();
        Connection connection = connection();
        if (connection != null) {
            connection.set(option, value);
        } else {
            settings.set(option, value);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    protected <T> T getOption(SocketOption<T> option) throws IOException {
        requireSupported(option);
        ensureOpen();
        return (T) settings.get(option);
    }

    private void requireSupported(SocketOption<?> option) {
        if (!supportedOptions().contains(option)) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        ensureOpen();
        legacy.set(option, value);
    }

    @Override
    public Object getOption(int option) throws SocketException {
        ensureOpen();
        return legacy.get(option);
    }
}
