package dev.lockstep.node.runtime;

import dev.lockstep.node.api.NodeObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place where the node creates threads. Each reports {@code started} and {@code ended}; what it throws is logged. */
public final class NodeThreads {
    private static final Logger LOG = LoggerFactory.getLogger(NodeThreads.class);

    private final NodeObserver observer;

    /** A source of threads that report to {@code observer}. */
    public NodeThreads(NodeObserver observer) {
        this.observer = observer;
    }

    /** Starts a platform thread that runs {@code body} once. */
    public NodeThread start(String name, Runnable body) {
        Thread thread = new Thread(() -> run(name, body), name);
        thread.start();
        return new NodeThread(thread, name);
    }

    /** Reports that {@code name} has been asked to stop. */
    public void stopping(String name) {
        observer.thread(name, "stopping");
    }

    private void run(String name, Runnable body) {
        observer.thread(name, "started");
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            LOG.error("thread {} failed", name, e);
        } finally {
            observer.thread(name, "ended");
        }
    }
}
