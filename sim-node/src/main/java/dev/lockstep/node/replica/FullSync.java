package dev.lockstep.node.replica;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import dev.lockstep.node.store.TableCheck;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** One attempt at a full sync: the list of files, the files, and the new database in place of the old one. */
final class FullSync {
    private final NodeConfig config;
    private final Store store;
    private final NodeObserver observer;
    private final SyncDirectory directory;
    private final Restoration restoration;
    private final Handshake handshake;
    private final Consumer<LinkState> states;
    private final StopSignal stop;

    FullSync(
            NodeConfig config,
            Store store,
            NodeObserver observer,
            SyncDirectory directory,
            Restoration restoration,
            Handshake handshake,
            Consumer<LinkState> states,
            StopSignal stop) {
        this.config = config;
        this.store = store;
        this.observer = observer;
        this.directory = directory;
        this.restoration = restoration;
        this.handshake = handshake;
        this.states = states;
        this.stop = stop;
    }

    /** Returns when the new database is open. */
    void run(ReplicaLink link, Master master, NodeThreads threads) throws IOException {
        states.accept(LinkState.FETCH_META);
        handshake.authenticate(link);
        List<String> names = names(link.ask("_fetch_meta"));
        if (observer.disturbs("files of an earlier full sync are not used")) {
            directory.destroy();
        }
        List<String> missing = directory.prepare(names);
        restoration.resume();
        try {
            if (config.yes(Option.SLAVE_EMPTY_DB_BEFORE_FULLSYNC)) {
                begin();
                restoration.empty();
            }
            states.accept(LinkState.FETCH_SST);
            FileFetcher fetcher = new FileFetcher(master, config, directory, stop, observer);
            new ParallelFetch(threads, fetcher, stop).run(names, missing);
            verify(names);
            begin();
            replace();
        } catch (StoppedException | RestartException e) {
            throw e;
        } catch (IOException e) {
            throw new RestartException("full sync failed: " + e.getMessage(), e);
        } finally {
            if (restoration.inProgress()) {
                restoration.end();
            }
        }
    }

    /** Before the old database is touched. A damaged file is not kept for the next attempt. */
    private void verify(List<String> names) throws IOException {
        for (String name : names) {
            if (stop.isSet()) {
                throw new StoppedException();
            }
            if (name.endsWith(".sst")) {
                try {
                    TableCheck.verify(directory.path().resolve(name));
                } catch (StoreException e) {
                    directory.destroy();
                    throw new RestartException(String.valueOf(e.getMessage()), e);
                }
            }
        }
    }

    private void begin() throws StoppedException {
        if (!restoration.inProgress()
                && !restoration.begin(stop, config.timings().restoreLockPoll())) {
            throw new StoppedException();
        }
    }

    private void replace() throws IOException {
        try {
            restoration.replace(directory.path());
            observer.restored(store.latestSequence());
        } finally {
            directory.destroy();
        }
    }

    private static List<String> names(String line) throws RestartException {
        if (line.isEmpty() || line.startsWith("-")) {
            throw new RestartException("the master has no checkpoint: " + line);
        }
        List<String> names = List.of(line.split(",", -1));
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9_-]+(\\.[a-z]+)?")) {
                throw new RestartException("the master offers a file called '" + name + "'");
            }
        }
        return names;
    }
}
