package dev.lockstep.core.boot;

import java.io.File;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a simulated host answers for its process as a whole. Called on its own threads. */
public interface HostProcess {
    /** Ends the process after its shutdown hooks; does not return. */
    void exit(int status);

    /** Ends the process at once; does not return. */
    void halt(int status);

    /**
     * Registers a shutdown hook.
     *
     * @throws IllegalArgumentException if it is registered or running already
     * @throws IllegalStateException if the process is ending
     */
    void addHook(Thread hook);

    /**
     * Takes a shutdown hook back; false if it was not registered.
     *
     * @throws IllegalStateException if the process is ending
     */
    boolean removeHook(Thread hook);

    /** The system properties of the process. */
    Properties properties();

    /** Takes the place of {@link #properties}; null stands for those the process started with. */
    void properties(@Nullable Properties properties);

    /** The directory for temporary files, which exists. */
    File tempDirectory();

    /** The disk that the files of the calling thread are on, or null if they belong to who watches the simulation. */
    @Nullable
    Disk disk();

    /** Whether the calling thread is to let others run before it takes or releases a lock of java.util.concurrent. */
    boolean preemptsAtLock();

    /** Whether the calling thread is to let others run before it uses a monitor, a volatile field, an atomic and the like. */
    boolean preemptsAtAccess();
}
