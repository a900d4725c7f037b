package dev.lockstep.node.replica;

import dev.lockstep.node.runtime.NodeThread;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.StopSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Divides the files of a full sync among fetch threads: one, or four if there are more than twenty; file i goes to thread i modulo their number. */
final class ParallelFetch {
    private static final int MANY_FILES = 20;
    private static final int THREADS = 4;

    private final NodeThreads threads;
    private final FileFetcher fetcher;
    private final StopSignal stop;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    ParallelFetch(NodeThreads threads, FileFetcher fetcher, StopSignal stop) {
        this.threads = threads;
        this.fetcher = fetcher;
        this.stop = stop;
    }

    /**
     * Fetches those of {@code names} that are in {@code missing} and waits for all threads.
     *
     * @throws IOException the first failure of any thread, which also ends the others
     */
    void run(List<String> names, List<String> missing) throws IOException {
        int count = names.size() > MANY_FILES ? THREADS : 1;
        List<NodeThread> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> share = share(names, missing, i, count);
            if (!share.isEmpty()) {
                running.add(threads.start("fetch-file-" + i, () -> fetch(share)));
            }
        }
        running.forEach(NodeThread::join);
        IOException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    private static List<String> share(List<String> names, List<String> missing, int thread, int threads) {
        List<String> share = new ArrayList<>();
        for (int i = thread; i < names.size(); i += threads) {
            if (missing.contains(names.get(i))) {
                share.add(names.get(i));
            }
        }
        return share;
    }

    private void fetch(List<String> share) {
        try {
            fetcher.fetch(share, () -> stop.isSet() || failure.get() != null);
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }
}
