package dev.lockstep.core.boot;

/** What rewritten call sites of {@code notify} call: a real thread's call is told to the simulations first. Callable on every thread. */
public final class Notifications {
    private Notifications() {}

    /** For {@code Object.notify()}. */
    @SuppressWarnings("NakedNotify") // what has changed is the caller's matter
    public static void notifyOne(Object monitor) {
        tell(monitor);
        monitor.notify();
    }

    /** For {@code Object.notifyAll()}. */
    @SuppressWarnings("NakedNotify") // what has changed is the caller's matter
    public static void notifyEach(Object monitor) {
        tell(monitor);
        monitor.notifyAll();
    }

    private static void tell(Object monitor) {
        Hooks.Finder finder = Hooks.finder();
        if (finder != null && Hooks.current() == null) {
            finder.foreignNotify(monitor);
        }
    }
}
