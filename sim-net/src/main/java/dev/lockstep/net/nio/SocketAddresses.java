package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;

/** Checks and translations of {@code sun.nio.ch.Net}. */
public final class SocketAddresses {
    private static final InetAddress ANY6 = any6();

    private SocketAddresses() {}

    private static InetAddress any6() {
        try {
            return InetAddress.getByAddress(new byte[16]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /**
     * The address as a resolved Internet address.
     *
     * @throws UnresolvedAddressException if its name is unknown
     * @throws UnsupportedAddressTypeException if it is of another kind
     */
    public static InetSocketAddress check(SocketAddress address) {
        Objects.requireNonNull(address);
        if (!(address instanceof InetSocketAddress inet)) {
            throw new UnsupportedAddressTypeException();
        }
        if (inet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        return inet;
    }

    /** The address as an object; that of all of the host's is the one of IPv6, as a socket for both protocols tells it. */
    public static InetSocketAddress of(int address, int port) {
        if (address == Addresses.ANY) {
            return new InetSocketAddress(ANY6, port);
        }
        return new InetSocketAddress(Addresses.inet(null, address), port);
    }

    /** What a channel throws, as a socket tells it. */
    public static IOException translate(Exception e) {
        return e instanceof IOException same ? same : socketException(e);
    }

    /** The same for calls that throw nothing but SocketException. */
    public static SocketException socketException(Exception e) {
        return switch (e) {
            case SocketException same -> same;
            case ClosedChannelException closed -> new SocketException("Socket is closed", e);
            case NotYetConnectedException early -> new SocketException("Socket is not connected", e);
            case AlreadyBoundException bound -> new SocketException("Already bound", e);
            case AlreadyConnectedException already -> new SocketException("Already connected", e);
            case NotYetBoundException early -> new SocketException("Socket is not bound yet", e);
            case UnsupportedAddressTypeException kind -> new SocketException("Unsupported address type", e);
            case UnresolvedAddressException unresolved -> new SocketException("Unresolved address", e);
            case RuntimeException other -> throw other;
            default -> new SocketException(e.getMessage(), e);
        };
    }
}
