package dev.lockstep.search.cli;

import dev.lockstep.search.explore.Search;
import dev.lockstep.search.explore.Summary;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes Ctrl-C end a search with its summary: waits a moment for the runs under way, then reports what there is. */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    Interruption(Search search, Consumer<Summary> report) {
        hook = new Thread(() -> interrupted(search, report), "search-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
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

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is what made the search stop.
            return;
        }
    }
}
