package dev.lockstep.net.async;

import dev.lockstep.core.Host;
import dev.lockstep.core.SimulationException;
import dev.lockstep.net.Network;
import dev.lockstep.net.tcp.Kernel;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.IllegalChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Gives simulated threads simulated asynchronous channels, and everybody else those of the platform. Thread-safe. */
public final class SimulatedAsyncProvider extends AsynchronousChannelProvider {
    /** The group that the channels of one process belong to if they are given none. */
    private static final class Defaults {
        private final Map<Host, Default> groups = new HashMap<>();
    }

    /**
     * A default group.
     *
     * @param incarnation which process of the host it belongs to
     * @param group the group
     */
    private record Default(int incarnation, Group group) {}

    private final AsynchronousChannelProvider platform;

    /** For ServiceLoader. */
    public SimulatedAsyncProvider() {
        try {
            Method create = Class.forName("sun.nio.ch.DefaultAsynchronousChannelProvider")
                    .getDeclaredMethod("create");
            create.setAccessible(true);
            platform = (AsynchronousChannelProvider) create.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version()
                            + " lacks sun.nio.ch.DefaultAsynchronousChannelProvider, expected a HotSpot JDK 25",
                    e);
        }
    }

    private static Kernel kernel(Host host) {
        return Network.of(host.simulation()).kernel(host);
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(int threads, ThreadFactory factory)
            throws IOException {
        Host host = Host.current();
        return host == null
                ? platform.openAsynchronousChannelGroup(threads, factory)
                : new Group(this, host.simulation(), Executors.newFixedThreadPool(threads, factory));
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(ExecutorService executor, int initialSize)
            throws IOException {
        Host host = Host.current();
        return host == null
                ? platform.openAsynchronousChannelGroup(executor, initialSize)
                : new Group(this, host.simulation(), executor);
    }

    @Override
    public AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(@Nullable AsynchronousChannelGroup group)
            throws IOException {
        Host host = Host.current();
        return host == null
                ? platform.openAsynchronousServerSocketChannel(group)
                : new AsyncServerChannel(group(host, group), kernel(host));
    }

    @Override
    public AsynchronousSocketChannel openAsynchronousSocketChannel(@Nullable AsynchronousChannelGroup group)
            throws IOException {
        Host host = Host.current();
        return host == null
                ? platform.openAsynchronousSocketChannel(group)
                : new AsyncChannel(group(host, group), kernel(host));
    }

    private Group group(Host host, @Nullable AsynchronousChannelGroup given) {
        if (given == null) {
            return defaultGroup(host);
        }
        if (!(given instanceof Group simulated)) {
            throw new IllegalChannelGroupException();
        }
        return simulated;
    }

    private Group defaultGroup(Host host) {
        Map<Host, Default> groups = host.simulation().attachment(Defaults.class, Defaults::new).groups;
        Default known = groups.get(host);
        if (known != null && known.incarnation == host.incarnation()) {
            return known.group;
        }
        Group group = new Group(this, host.simulation(), Executors.newCachedThreadPool(SimulatedAsyncProvider::daemon));
        groups.put(host, new Default(host.incarnation(), group));
        return group;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
