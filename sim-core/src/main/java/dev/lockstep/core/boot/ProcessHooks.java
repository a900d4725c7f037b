package dev.lockstep.core.boot;

import java.io.File;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the heads of {@code Runtime}, {@code System} and the JDK's temporary files call. Callable on every thread. */
public final class ProcessHooks {
    private static final String TEMP = "java.io.tmpdir";

    private ProcessHooks() {}

    private static @Nullable HostProcess current() {
        Thread thread = Thread.currentThread();
        Backend host = thread.isVirtual() ? Hooks.backendOf(thread) : null;
        return host == null ? null : host.process();
    }

    /** At the start of {@code Runtime.exit}: returns only if the JVM is meant. */
    public static void exit(int status) {
        HostProcess process = current();
        if (process != null) {
            process.exit(status);
        }
    }

    /** At the start of {@code Runtime.halt}: returns only if the JVM is meant. */
    public static void halt(int status) {
        HostProcess process = current();
        if (process != null) {
            process.halt(status);
        }
    }

    /** At the start of {@code Runtime.addShutdownHook}: true if a host took it. */
    public static boolean addHook(Thread hook) {
        HostProcess process = current();
        if (process == null) {
            return false;
        }
        process.addHook(hook);
        return true;
    }

    /** At the start of {@code Runtime.removeShutdownHook}: 1 or 0 for a host's answer, -1 if the JVM is meant. */
    public static int removeHook(Thread hook) {
        HostProcess process = current();
        return process == null ? -1 : process.removeHook(hook) ? 1 : 0;
    }

    /** For the methods of {@code System} on one property: the properties of the host, or null if the JVM's are meant. */
    public static @Nullable Properties properties(String key) {
        HostProcess process = current();
        if (process == null || key == null || key.isEmpty()) {
            return null; // the JDK knows what to throw
        }
        if (key.equals(TEMP)) {
            process.tempDirectory();
        }
        return process.properties();
    }

    /** For {@code System.getProperties}: those of the host, or null if the JVM's are meant. */
    public static @Nullable Properties properties() {
        return properties(TEMP);
    }

    /** At the start of {@code System.setProperties}: true if a host took them. */
    public static boolean setProperties(@Nullable Properties properties) {
        HostProcess process = current();
        if (process == null) {
            return false;
        }
        process.properties(properties);
        return true;
    }

    /** For the default directory of {@code File.createTempFile}: that of the host, or null. */
    public static @Nullable File tempLocation() {
        HostProcess process = current();
        return process == null ? null : process.tempDirectory();
    }

    /** For the directory given to {@code Files.createTempFile} and the like: that of the host if none was given. */
    public static @Nullable Path tempDirectory(@Nullable Path given) {
        HostProcess process = given == null ? current() : null;
        return process == null ? given : process.tempDirectory().toPath();
    }

    /** At the start of lock operations: lets other threads run first, if the simulation asks for it. */
    @SuppressWarnings("ThreadPriorityCheck") // a yield of a simulated thread is a step of the schedule
    public static void schedulingPoint() {
        HostProcess process = current();
        if (process != null && process.preemptsAtLock()) {
            Thread.yield();
        }
    }

    /** Before accesses to what threads share, in user classes rewritten for it: lets other threads run first, if asked to. */
    @SuppressWarnings("ThreadPriorityCheck") // a yield of a simulated thread is a step of the schedule
    public static void accessPoint() {
        HostProcess process = current();
        if (process != null && process.preemptsAtAccess()) {
            Thread.yield();
        }
    }
}
