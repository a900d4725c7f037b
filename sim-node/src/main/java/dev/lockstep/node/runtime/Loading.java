package dev.lockstep.node.runtime;

import dev.lockstep.node.api.NodeObserver;

/** Whether the node is putting another database in place of its own and so answers {@code -LOADING}. */
public final class Loading {
    private final NodeObserver observer;
    private volatile boolean on;

    /** Not loading. */
    public Loading(NodeObserver observer) {
        this.observer = observer;
    }

    /** Whether it is on. */
    public boolean isOn() {
        return on;
    }

    /** Turns it on or off. */
    public void set(boolean now) {
        on = now;
        observer.state("loading", now ? "1" : "0");
    }
}
