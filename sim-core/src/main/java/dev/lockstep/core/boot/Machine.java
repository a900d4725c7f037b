package dev.lockstep.core.boot;

/** What a host says of the machine and the process it is. */
public final class Machine {
    /** What {@code Runtime} says the memory of a host is, bytes. */
    private static final long MEMORY = 1L << 30;

    private Machine() {}

    /** For {@code Runtime.availableProcessors()}. */
    public static int availableProcessors(Runtime runtime) {
        Backend host = Hooks.current();
        return host == null ? runtime.availableProcessors() : host.availableProcessors();
    }

    /** For {@code Runtime.maxMemory()}. */
    public static long maxMemory(Runtime runtime) {
        return Hooks.current() == null ? runtime.maxMemory() : MEMORY;
    }

    /** For {@code Runtime.totalMemory()}. */
    public static long totalMemory(Runtime runtime) {
        return Hooks.current() == null ? runtime.totalMemory() : MEMORY;
    }

    /** For {@code Runtime.freeMemory()}: half of it is free, always. */
    public static long freeMemory(Runtime runtime) {
        return Hooks.current() == null ? runtime.freeMemory() : MEMORY / 2;
    }

    /** For {@code ProcessHandle.pid()}: a host is a process of its own. */
    public static long pid(ProcessHandle handle) {
        Backend host = Hooks.current();
        long real = handle.pid();
        return host != null && real == ProcessHandle.current().pid() ? host.pid() : real;
    }
}
