package dev.lockstep.net.async;

import dev.lockstep.core.Simulation;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousChannel;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A group of asynchronous channels. A thread of its own hands what has become possible to the executor, whose threads do it and call
 * the handlers. It belongs to the process that has made it, and ends with it.
 */
final class Group extends AsynchronousChannelGroup {
    private final Simulation simulation;
    private final ExecutorService executor;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Set<AsynchronousChannel> members = new LinkedHashSet<>();
    private final WaitQueue waiting;
    private boolean shutdown;
    private boolean over;

    Group(AsynchronousChannelProvider provider, Simulation simulation, ExecutorService executor) {
        super(provider);
        this.simulation = simulation;
        this.executor = executor;
        this.waiting = new WaitQueue(simulation);
        Thread dispatcher = new Thread(this::dispatch);
        dispatcher.setDaemon(true);
        dispatcher.start();
    }

    private void dispatch() {
        while (!over || !tasks.isEmpty()) {
            try {
                waiting.await(() -> over || !tasks.isEmpty(), WaitQueue.NEVER);
            } catch (InterruptedIOException e) {
                Thread.interrupted(); // nobody but the group decides when it ends
            }
            while (!tasks.isEmpty()) {
                hand(tasks.remove());
            }
        }
        executor.shutdown();
    }

    private void hand(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            over = true; // whose executor was shut down by somebody else
        }
    }

    /** Makes a thread of the group do something. Callable on the carrier too. */
    void execute(Runnable task) {
        tasks.add(task);
        waiting.wake();
    }

    Simulation simulation() {
        return simulation;
    }

    /**
     * Takes a new channel.
     *
     * @throws ShutdownChannelGroupException if it takes none any more
     */
    void add(AsynchronousChannel member) {
        if (shutdown) {
            throw new ShutdownChannelGroupException();
        }
        members.add(member);
    }

    /** A channel is closed. */
    void remove(AsynchronousChannel member) {
        members.remove(member);
        endIfIdle();
    }

    private void endIfIdle() {
        if (shutdown && members.isEmpty() && !over) {
            over = true;
            waiting.wake();
        }
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return over && executor.isTerminated();
    }

    @Override
    public void shutdown() {
        shutdown = true;
        endIfIdle();
    }

    @Override
    public void shutdownNow() throws IOException {
        shutdown = true;
        for (AsynchronousChannel member : new ArrayList<>(members)) {
            member.close();
        }
        endIfIdle();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }
}
