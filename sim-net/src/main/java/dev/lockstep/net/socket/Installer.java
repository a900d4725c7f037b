package dev.lockstep.net.socket;

import dev.lockstep.core.SimulationException;
import dev.lockstep.core.boot.Hooks;
import dev.lockstep.core.boot.InterfaceHooks;
import dev.lockstep.net.Network;
import dev.lockstep.net.name.NameCaches;
import dev.lockstep.net.name.NetworkInterfaces;
import dev.lockstep.net.name.NetworkNames;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;

/**
 * Puts the socket factories into {@link Socket} and {@link ServerSocket}: simulated threads get simulated sockets, all others
 * what the JDK would have given them. Thread-safe.
 */
public final class Installer {
    private static boolean installed;

    private final Method platform;
    private final Constructor<?> socks;

    private Installer() throws ReflectiveOperationException {
        platform = SocketImpl.class.getDeclaredMethod("createPlatformSocketImpl", boolean.class);
        platform.setAccessible(true);
        socks = Class.forName("java.net.SocksSocketImpl").getDeclaredConstructor(SocketImpl.class);
        socks.setAccessible(true);
    }

    /**
     * Installs the hooks, once in a JVM.
     *
     * @throws SimulationException if another factory is installed or the JDK is not as expected
     */
    @SuppressWarnings("deprecation") // the factories are deprecated for lack of use cases; this is one
    public static synchronized void install() {
        if (installed) {
            return;
        }
        try {
            Installer installer = new Installer();
            NameCaches.disable();
            Hooks.names(new NetworkNames());
            InterfaceHooks.install(new NetworkInterfaces());
            Socket.setSocketImplFactory(installer::client);
            ServerSocket.setSocketFactory(installer::server);
            installed = true;
        } catch (IOException e) {
            throw new SimulationException(
                    "another socket factory is installed in this JVM, expected none: " + e.getMessage(), e);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + ": cannot take over java.net, expected a HotSpot JDK 25 with the agent"
                            + " installed (" + e.getMessage() + ")",
                    e);
        }
    }

    private SocketImpl client() {
        Network network = Network.current();
        if (network != null) {
            return new StreamSocketImpl(network, false);
        }
        try {
            return (SocketImpl) socks.newInstance(platform.invoke(null, false));
        } catch (ReflectiveOperationException e) {
            throw new SimulationException("cannot create a socket of the platform", e);
        }
    }

    private SocketImpl server() {
        Network network = Network.current();
        if (network != null) {
            return new StreamSocketImpl(network, true);
        }
        try {
            return (SocketImpl) platform.invoke(null, true);
        } catch (ReflectiveOperationException e) {
            throw new SimulationException("cannot create a socket of the platform", e);
        }
    }
}
