package dev.lockstep.net.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/** The errors a kernel reports on a socket, with the texts of strerror(3) on Linux. */
public enum Errno {
    /** The other side has killed the connection. */
    ECONNRESET("Connection reset by peer"),
    /** Written to a connection that is closed for writing. */
    EPIPE("Broken pipe"),
    /** Nobody listens there. */
    ECONNREFUSED("Connection refused"),
    /** The other side does not answer. */
    ETIMEDOUT("Connection timed out"),
    /** The other side's host cannot be reached. */
    EHOSTUNREACH("No route to host"),
    /** There is no such network. */
    ENETUNREACH("Network is unreachable"),
    /** Another socket has the port. */
    EADDRINUSE("Address already in use"),
    /** The host has no such address, or no port is left. */
    EADDRNOTAVAIL("Cannot assign requested address");

    private final String text;

    Errno(String text) {
        this.text = text;
    }

    /** The text of strerror. */
    public String text() {
        return text;
    }

    /** As the JDK tells it of bind and connect ({@code sun.nio.ch.Net}). */
    public SocketException ofConnect() {
        return switch (this) {
            case ECONNREFUSED, ETIMEDOUT, ENETUNREACH -> new ConnectException(text);
            case EHOSTUNREACH -> new NoRouteToHostException(text);
            case EADDRINUSE, EADDRNOTAVAIL -> new BindException(text);
            default -> new SocketException(text);
        };
    }

    /** As the JDK tells it of read ({@code sun.nio.ch.SocketDispatcher}). */
    public IOException ofRead() {
        return this == ECONNRESET || this == EPIPE ? new SocketException("Connection reset") : new IOException(text);
    }

    /** As the JDK tells it of write ({@code sun.nio.ch.SocketDispatcher}). */
    public IOException ofWrite() {
        return new IOException(text);
    }
}
