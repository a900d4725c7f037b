package dev.lockstep.net.nio;

import dev.lockstep.core.Simulation;
import dev.lockstep.net.tcp.WaitQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A level-triggered selector. It looks only at keys that have been told of a change or were ready last time, so that idle keys
 * cost nothing. Polling in a loop takes virtual time: whoever polls until a moment comes, as Netty does for the last half of a
 * millisecond, would never see it otherwise. Used on simulated threads of one simulation.
 */
final class TcpSelector extends AbstractSelector {
    private static final long FOREVER = -1;

    /** What a poll takes that finds as little as the one before it at the same moment, ns: about one system call. */
    private static final long POLL = 1_000;

    private final Simulation simulation;
    private final Set<SelectionKey> keys = new LinkedHashSet<>();
    private final Set<SelectionKey> selected = new LinkedHashSet<>();
    private final Set<SelectionKey> selectedView = new UngrowableSet<>(selected);
    private final Set<Key> candidates = new LinkedHashSet<>();
    private final List<Key> updates = new ArrayList<>();
    private final ReentrantLock selecting = new ReentrantLock();
    private final WaitQueue waiting;
    private boolean woken;
    private long emptyPollAt = -1;
    private long numbers;

    TcpSelector(SelectorProvider provider, Simulation simulation) {
        super(provider);
        this.simulation = simulation;
        this.waiting = new WaitQueue(simulation);
    }

    private void ensureOpen() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
    }

    @Override
    public Set<SelectionKey> keys() {
        ensureOpen();
        return Collections.unmodifiableSet(keys);
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        ensureOpen();
        return selectedView;
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        if (!(channel instanceof Selectable selectable)) {
            throw new IllegalSelectorException();
        }
        ensureOpen();
        Key key = new Key(this, channel, selectable, numbers++);
        key.attach(attachment);
        keys.add(key);
        selectable.watch(key);
        key.interestOps(ops);
        return key;
    }

    void interestChanged(Key key) {
        updates.add(key);
    }

    void candidate(Key key) {
        candidates.add(key);
        waiting.wake();
    }

    @Override
    public Selector wakeup() {
        woken = true;
        waiting.wake();
        return this;
    }

    @Override
    public int select() throws IOException {
        return doSelect(null, FOREVER);
    }

    @Override
    public int select(long timeout) throws IOException {
        return doSelect(null, checked(timeout));
    }

    @Override
    public int selectNow() throws IOException {
        return doSelect(null, 0);
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return doSelect(Objects.requireNonNull(action), FOREVER);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeout) throws IOException {
        return doSelect(Objects.requireNonNull(action), checked(timeout));
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return doSelect(Objects.requireNonNull(action), 0);
    }

    private static long checked(long timeout) {
        if (timeout < 0) {
            throw new IllegalArgumentException("Negative timeout");
        }
        return timeout == 0 ? FOREVER : TimeUnit.MILLISECONDS.toNanos(timeout);
    }

    private int doSelect(@Nullable Consumer<SelectionKey> action, long nanos) throws IOException {
        if (selecting.isHeldByCurrentThread()) {
            throw new IllegalStateException("select in progress");
        }
        selecting.lock();
        try {
            ensureOpen();
            deregisterCancelled();
            updates.forEach(Key::takeEffect);
            updates.clear();
            if (nanos != 0) {
                waitForEvents(nanos);
            } else if (emptyPollAt == simulation.nanoTime()) {
                waitForEvents(POLL);
            }
            woken = false;
            if (!isOpen()) {
                return 0;
            }
            deregisterCancelled();
            int updated = process(action);
            emptyPollAt = nanos == 0 && updated == 0 ? simulation.nanoTime() : -1;
            return updated;
        } finally {
            selecting.unlock();
        }
    }

    private void waitForEvents(long nanos) {
        long deadline = nanos == FOREVER ? WaitQueue.NEVER : waiting.deadline(nanos);
        try {
            begin();
            waiting.await(() -> woken || !isOpen() || anyReady(), deadline);
        } catch (InterruptedIOException e) {
            // an interrupt ends the selection, and the thread stays interrupted
        } finally {
            end();
        }
    }

    private boolean anyReady() {
        candidates.removeIf(k -> k.poll() == 0);
        return !candidates.isEmpty();
    }

    private int process(@Nullable Consumer<SelectionKey> action) {
        int updated = 0;
        for (Key key : new ArrayList<>(candidates)) {
            int ops = key.poll();
            if (ops == 0) {
                candidates.remove(key);
            } else if (action != null) {
                if (key.setReady(ops)) {
                    updated++;
                    action.accept(key);
                    ensureOpen();
                }
            } else if (selected.contains(key) ? key.addReady(ops) : key.setReady(ops) && selected.add(key)) {
                updated++;
            }
        }
        return updated;
    }

    private void deregisterCancelled() {
        Set<SelectionKey> cancelled = cancelledKeys();
        if (cancelled.isEmpty()) {
            return;
        }
        List<Key> gone = new ArrayList<>();
        cancelled.forEach(k -> gone.add((Key) k));
        cancelled.clear();
        gone.sort(Comparator.comparingLong(Key::number));
        gone.forEach(this::remove);
    }

    private void remove(Key key) {
        keys.remove(key);
        selected.remove(key);
        candidates.remove(key);
        updates.remove(key);
        key.selectable().unwatch(key);
        deregister((AbstractSelectionKey) key);
        if (!key.channel().isOpen() && !key.channel().isRegistered()) {
            key.selectable().kill();
        }
    }

    @Override
    protected void implCloseSelector() {
        wakeup();
        selecting.lock();
        try {
            for (SelectionKey key : new ArrayList<>(keys)) {
                remove((Key) key);
            }
        } finally {
            selecting.unlock();
        }
    }

    @Override
    public String toString() {
        return "simulated selector of " + keys.size() + " keys at " + simulation.nanoTime() + " ns";
    }
}
