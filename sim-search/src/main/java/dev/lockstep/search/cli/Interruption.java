package dev.lockstep.search.cli;

import dev.lockstep.search.explore.Search;
import dev.lockstep.search.explore.Summary;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes Ctrl-C end a search with its summary: waits a moment for the runs under way, then reports what there is. */
final class Interruption {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Search search, Consumer<Summary> report) {
        hook = new Thread(() -> interrupted(search, report), "search-interruption");
    }

    /** Watches from now on. */
    static Interruption of(Search search, Consumer<Summary> report) {
        Interruption interruption = new Interruption(search, report);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupted(Search search, Consumer<Summary> report) {
        search.stop();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                report.accept(search.summary());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The search has ended and its summary is printed. */
    void over() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is what made the search stop, and it may return now.
        }
    }
}
