package dev.lockstep.net.unix;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Unix-domain sockets of one host, by path (unix(7)). A bound socket has a real, empty file at its path, which stays when the
 * socket is closed; but only the host that has bound it finds a listener there. Used on the carrier only.
 */
public final class UnixSockets implements Host.Listener {
    /** What sockaddr_un has room for, bytes. */
    private static final int MOST_PATH = 107;

    /** Linux' net.core.wmem_default. */
    private static final int BUFFER = 212_992;

    /** Those of all hosts of a simulation. */
    private static final class All {
        private final Map<Host, UnixSockets> hosts = new LinkedHashMap<>();
    }

    private final Simulation simulation;
    private final Map<Path, UnixListener> listeners = new HashMap<>();
    private int names;

    private UnixSockets(Host host) {
        this.simulation = host.simulation();
        host.addListener(this);
    }

    /** Those of a host. */
    public static UnixSockets of(Host host) {
        return host.simulation().attachment(All.class, All::new).hosts.computeIfAbsent(host, UnixSockets::new);
    }

    /**
     * Listens at a path.
     *
     * @throws SocketException as the JDK tells what bind(2) finds wrong
     */
    public UnixListener listen(Path path, int backlog) throws IOException {
        Path place = check(path);
        if (path.toString().isEmpty()) {
            throw new BindException("Server socket cannot bind to unnamed address");
        }
        create(place);
        UnixListener listener = new UnixListener(simulation, this, place, backlog);
        listeners.put(place, listener);
        return listener;
    }

    private static Path check(Path path) throws SocketException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MOST_PATH) {
            throw new SocketException("Unix domain path too long");
        }
        return path.toAbsolutePath().normalize();
    }

    private static void create(Path place) throws IOException {
        try {
            Files.createFile(place);
        } catch (FileAlreadyExistsException e) {
            throw initCause(new BindException("Address already in use"), e);
        } catch (NoSuchFileException e) {
            throw initCause(new SocketException("No such file or directory"), e);
        }
    }

    private static IOException initCause(IOException error, Throwable cause) {
        error.initCause(cause);
        return error;
    }

    /**
     * Takes a path for a socket that will connect.
     *
     * @throws SocketException as the JDK tells what bind(2) finds wrong
     */
    public void bind(Path path) throws IOException {
        create(check(path));
    }

    /** A path for a listener that was given none. */
    public Path temporary(Host host) {
        return host.tempDirectory().resolve("socket_" + ++names);
    }

    /**
     * Connects to a path.
     *
     * @throws SocketException as the JDK tells what connect(2) finds wrong
     */
    public LocalStream connect(Path path) throws IOException {
        Path place = check(path);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new SocketException("No such file or directory");
        }
        UnixListener listener = listeners.get(place);
        if (listener == null) {
            throw new ConnectException("Connection refused");
        }
        if (listener.full()) {
            throw new SocketException("Resource temporarily unavailable");
        }
        LocalStream.Pair pair = pair();
        listener.add(pair.second());
        return pair.first();
    }

    /** Two ends of a connection without a name. */
    public LocalStream.Pair pair() {
        return LocalStream.pair(simulation, BUFFER);
    }

    void closed(UnixListener listener) {
        listeners.remove(listener.path(), listener);
    }

    @Override
    public void crashed(Host host) {
        new ArrayList<>(listeners.values()).forEach(UnixListener::close);
    }
}
