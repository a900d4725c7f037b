package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import dev.lockstep.core.boot.Hooks;
import java.util.List;

/**
 * Tries, before the first simulation, the private details of the JDK that the engine rests on. What is not as expected is named in one
 * line, also where a class initialiser noticed it. Thread-safe.
 */
final class SelfTest {
    private record Part(String name, Runnable check) {}

    private static final List<Part> PARTS = List.of(
            new Part("the agent", Hooks::checkInstalled),
            new Part("virtual threads with a scheduler", () -> VirtualThreads.is(Thread.currentThread())),
            new Part("platform threads moved to virtual ones", MovedThread::check),
            new Part("the state of a host", HostState::check),
            new Part("the state of a process", ProcessState::check),
            new Part("snapshots of threads", () -> ThreadSnapshots.of(Thread.currentThread())),
            new Part("native memory of threads", () -> NativeMemory.nativeThread(Thread.currentThread())),
            new Part("the generator of identity hashes", CarrierState::check));

    private static volatile boolean passed;

    private SelfTest() {}

    /**
     * Runs it until it has passed once.
     *
     * @throws SimulationException naming what failed
     */
    static void run() {
        if (!passed) {
            PARTS.forEach(p -> attempt(p.name, p.check));
            passed = true;
        }
    }

    /** Tries one part. */
    static void attempt(String name, Runnable check) {
        try {
            check.run();
        } catch (SimulationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new SimulationException(
                    "cannot simulate on JDK " + Runtime.version() + " of " + System.getProperty("java.vendor") + ": "
                            + name + " failed: " + root.getMessage(),
                    e);
        }
    }
}
