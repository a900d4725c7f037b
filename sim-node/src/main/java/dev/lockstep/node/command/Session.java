package dev.lockstep.node.command;

import dev.lockstep.node.master.DetachedLink;
import java.io.IOException;
import java.util.function.Supplier;

/** What the node remembers of one client. Belongs to the worker of its connection. */
public final class Session {
    private final Connection connection;
    private boolean authenticated;
    private boolean readOnly;
    private boolean asking;
    private boolean importing;
    private String name = "";
    private String announcedIp = "";
    private int announcedPort;

    /** A new client. */
    public Session(Connection connection) {
        this.connection = connection;
    }

    /** What a command may do with the connection it came from. */
    public interface Connection {
        /** Takes the connection away from its worker; replies not yet sent go first. */
        DetachedLink detach() throws IOException;

        /** Closes the connection once the reply has been sent. */
        void closeAfterReply();

        /**
         * Leaves the request that is being executed without a reply for now; no further request of this connection is executed before
         * it has one.
         *
         * @param timeoutMillis after which {@code otherwise} is the reply, 0 for never
         * @param otherwise makes a whole reply, on the worker's thread
         */
        Answer suspend(long timeoutMillis, Supplier<String> otherwise);

        /** Runs {@code action} on the worker's thread, which holds no lock, when the connection ends. */
        void onClose(Runnable action);

        /** A number that no other connection of this node has had. */
        long id();
    }

    /** The reply that a suspended request is waiting for. */
    @FunctionalInterface
    public interface Answer {
        /** Gives the whole reply; nothing happens if there has been one. Any thread, without waiting. */
        void give(String reply);
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** Whether the client has given the password. */
    public boolean authenticated() {
        return authenticated;
    }

    /** The client has given the password. */
    public void authenticate() {
        authenticated = true;
    }

    /** Whether the client reads from replicas. */
    public boolean readOnly() {
        return readOnly;
    }

    /** READONLY or READWRITE. */
    public void readOnly(boolean on) {
        readOnly = on;
    }

    /** Whether the next command may use slots that are being imported. */
    public boolean asking() {
        return asking;
    }

    /** ASKING, or the command after it. */
    public void asking(boolean on) {
        asking = on;
    }

    /** Whether the client brings the keys of a slot migration. */
    public boolean isImporting() {
        return importing;
    }

    /** The client has begun to bring the keys of a slot migration. */
    public void importing() {
        importing = true;
    }

    /** The client's name, empty for none. */
    public String name() {
        return name;
    }

    /** Names the client. */
    public void name(String chosen) {
        name = chosen;
    }

    /** The address the client announced as a replica, empty for none. */
    public String announcedIp() {
        return announcedIp;
    }

    /** Announces an address. */
    public void announcedIp(String ip) {
        announcedIp = ip;
    }

    /** The port the client announced as a replica, 0 for none. */
    public int announcedPort() {
        return announcedPort;
    }

    /** Announces a port. */
    public void announcedPort(int port) {
        announcedPort = port;
    }
}
