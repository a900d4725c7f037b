package dev.lockstep.core.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The platform threads that loops run on, one for each loop under way. A carrier must hold no monitor: HotSpot moves the
 * light-weight locks of a carrier away with the first virtual thread that parks on it ({@code freeze_lockstack}), after which nobody
 * can ever take them. What the caller of a run holds is not known, so the loop does not run on its thread. Idle threads end by
 * themselves. Thread-safe.
 */
final class CarrierThreads {
    private static final long LINGER_SECONDS = 5;
    private static final AtomicLong NUMBER = new AtomicLong();

    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, LINGER_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), CarrierThreads::create);

    private CarrierThreads() {}

    private static Thread create(Runnable body) {
        return Thread.ofPlatform()
                .daemon()
                .name("lockstep-carrier-" + NUMBER.getAndIncrement())
                .inheritInheritableThreadLocals(false)
                .unstarted(body);
    }

    /**
     * Calls a loop on a thread of its own, with the class loader of the calling one, and waits for it, or until {@code result} is
     * completed otherwise; then the thread is left to itself. An interrupt of the caller is told to the loop, and kept.
     *
     * @throws Error what the loop threw, as a RuntimeException or Error
     */
    static boolean call(Callable<Boolean> loop, CompletableFuture<Boolean> result, Runnable interrupt) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        THREADS.execute(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            complete(result, loop);
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    interrupt.run();
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void complete(CompletableFuture<Boolean> result, Callable<Boolean> loop) {
        try {
            result.complete(loop.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** What the loop threw; the type of an exception is the matter of who wrote the callbacks. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException thrown(ExecutionException e) throws E {
        throw (E) (e.getCause() == null ? new CancellationException() : e.getCause());
    }
}
