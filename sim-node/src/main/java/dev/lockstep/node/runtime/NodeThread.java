package dev.lockstep.node.runtime;

/** A started thread of the node: what others may do with it is to wait for its end. */
public final class NodeThread {
    private final Thread thread;
    private final String name;

    NodeThread(Thread thread, String name) {
        this.thread = thread;
        this.name = name;
    }

    /** Its name as reported to the observer. */
    public String name() {
        return name;
    }

    /** Waits until the thread has ended. An interrupt does not end the wait; the flag is set again afterwards. */
    public void join() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
