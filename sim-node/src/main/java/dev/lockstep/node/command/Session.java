package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.KeyLayout;
import dev.lockstep.node.data.Transaction;
import dev.lockstep.node.master.DetachedLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the node remembers of one client. Belongs to the worker of its connection; what CLIENT LIST shows may be read by any thread. */
public final class Session {
    private static final long QUEUE_LIMIT = 1L << 28;

    private final Connection connection;
    private final Set<String> channels = new LinkedHashSet<>();
    private final Set<String> patterns = new LinkedHashSet<>();
    private List<List<byte[]>> queued = new ArrayList<>();
    private volatile String namespace = "";
    private volatile String name = "";
    private volatile String lastCommand = "";
    private volatile boolean subscribed;
    private volatile boolean watchedChanged;
    private long queuedBytes;
    private boolean admin;
    private boolean readOnly;
    private boolean asking;
    private boolean importing;
    private boolean multi;
    private boolean multiFailed;
    private boolean executing;
    private @Nullable Database database;
    private @Nullable Transaction transaction;
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

        /** Closes the connection after what it is doing. Any thread. */
        void kill();

        /** Executes nothing more from this connection until {@code wait} is over. */
        void block(Blocked wait);

        /** Sends {@code bytes}, which are no reply. Any thread. */
        void push(byte[] bytes);

        /** A number that no other connection of this node has had. */
        long id();

        /** The other end as {@code ip:port}. */
        String address();

        /** Nanoseconds (System.nanoTime) when it was accepted. */
        long since();

        /** Nanoseconds (System.nanoTime) when it last did something. */
        long usedAt();
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** Whether the client may do anything yet. */
    public boolean authenticated() {
        return !namespace.isEmpty();
    }

    /** Whether the client is the administrator. */
    public boolean admin() {
        return admin;
    }

    /** The namespace the client works in, empty for none yet. */
    public String namespace() {
        return namespace;
    }

    /** The client has become the administrator. */
    public void becomeAdmin() {
        enter(KeyLayout.DEFAULT_NAMESPACE, true);
    }

    /** The client has become a user of {@code space}. */
    public void becomeUser(String space) {
        enter(space, false);
    }

    private void enter(String space, boolean asAdmin) {
        namespace = space;
        admin = asAdmin;
        database = null;
    }

    /** The client has given no password yet, or none that counts any more. */
    void leave() {
        enter("", false);
    }

    /** The data as the client sees it; set by the dispatcher. */
    Database database() {
        Database view = database;
        if (view == null) {
            throw new IllegalStateException("no database before the password");
        }
        return view;
    }

    @Nullable
    Database databaseOrNull() {
        return database;
    }

    void database(@Nullable Database view) {
        database = view;
    }

    /** Whether the client reads from replicas. */
    public boolean readOnly() {
        return readOnly;
    }

    /** READONLY or READWRITE. */
    public void readOnly(boolean on) {
        readOnly = on;
    }

    /** Whether the next command may go to a slot that is being imported. */
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

    /** The last command executed, in lower case. */
    public String lastCommand() {
        return lastCommand;
    }

    void lastCommand(String command) {
        lastCommand = command;
    }

    /** Whether the client is between MULTI and EXEC. */
    boolean inMulti() {
        return multi;
    }

    /** MULTI. */
    void beginMulti() {
        endMulti();
        multi = true;
    }

    /** EXEC or DISCARD. */
    void endMulti() {
        multi = false;
        multiFailed = false;
        executing = false;
        queued = new ArrayList<>();
        queuedBytes = 0;
    }

    /** The commands since MULTI. */
    List<List<byte[]>> queued() {
        return queued;
    }

    /** Adds a command to those since MULTI; returns false if there are too many already. */
    boolean enqueue(List<byte[]> request) {
        queuedBytes += request.stream().mapToLong(word -> word.length + 32L).sum();
        return queuedBytes <= QUEUE_LIMIT && queued.add(request);
    }

    /** Whether a command since MULTI was refused. */
    boolean multiFailed() {
        return multiFailed;
    }

    void failMulti() {
        multiFailed = true;
    }

    /** Whether EXEC is executing the commands. */
    boolean executing() {
        return executing;
    }

    void executing(boolean on, @Nullable Transaction gathered) {
        executing = on;
        transaction = gathered;
        database = null;
    }

    @Nullable
    Transaction transaction() {
        return transaction;
    }

    /** Whether a watched key was changed. */
    boolean watchedChanged() {
        return watchedChanged;
    }

    void watchedChanged(boolean changed) {
        watchedChanged = changed;
    }

    /** The channels the client listens to. */
    Set<String> channels() {
        return channels;
    }

    /** The patterns of channels the client listens to. */
    Set<String> patterns() {
        return patterns;
    }

    /** Whether the client listens to anything. */
    public boolean subscribed() {
        return subscribed;
    }

    void countSubscriptions() {
        subscribed = !channels.isEmpty() || !patterns.isEmpty();
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
