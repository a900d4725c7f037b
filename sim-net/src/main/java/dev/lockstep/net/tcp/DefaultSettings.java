package dev.lockstep.net.tcp;

import dev.lockstep.net.TcpOptions;
import org.jspecify.annotations.Nullable;

/** The settings of new sockets, made once for the constants of TCP in force: as long as a socket changes none, it shares them. */
final class DefaultSettings {
    private @Nullable Made made;

    private record Made(TcpOptions options, SocketSettings connecting, SocketSettings listening) {}

    /** Those of one more socket. */
    SocketSettings next(TcpOptions options, boolean server) {
        Made known = made;
        if (known == null || known.options() != options) {
            known = new Made(options, SocketSettings.defaults(options, false), SocketSettings.defaults(options, true));
            made = known;
        }
        return (server ? known.listening() : known.connecting()).inherited();
    }
}
