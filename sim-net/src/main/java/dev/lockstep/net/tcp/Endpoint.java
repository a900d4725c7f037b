package dev.lockstep.net.tcp;

import dev.lockstep.core.Simulation;
import java.util.ArrayList;
import java.util.List;

/** What threads and selectors wait for: a listener, or one end of something that carries bytes. */
public abstract class Endpoint {
    /** Told that an endpoint may have become ready for something. */
    @FunctionalInterface
    public interface Watcher {
        /** Looks again; called on the carrier, must not wait. */
        void changed();
    }

    private final WaitQueue input;
    private final WaitQueue output;
    private final List<Watcher> watchers = new ArrayList<>(0);

    /** An endpoint nobody waits for. */
    protected Endpoint(Simulation simulation) {
        this.input = new WaitQueue(simulation);
        this.output = new WaitQueue(simulation);
    }

    /** Threads that wait to read or accept. */
    public final WaitQueue input() {
        return input;
    }

    /** Threads that wait to write or to be connected. */
    public final WaitQueue output() {
        return output;
    }

    /** Adds a watcher. */
    public final void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Takes a watcher away. */
    public final void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** What it is ready for, as bits of {@link java.nio.channels.SelectionKey}. */
    public abstract int readyOps();

    /** There may be something to read or accept. */
    protected final void inputChanged() {
        input.wake();
        tell();
    }

    /** There may be room to write. */
    protected final void outputChanged() {
        output.wake();
        tell();
    }

    /** Anything may have changed. */
    public final void allChanged() {
        input.wake();
        output.wake();
        tell();
    }

    private void tell() {
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).changed();
        }
    }
}
