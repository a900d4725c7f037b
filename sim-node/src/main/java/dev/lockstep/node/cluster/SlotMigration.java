package dev.lockstep.node.cluster;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.runtime.NodeThread;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.runtime.WatchedRwLock;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending end of a slot migration (Kvrocks slot_migrate.cc), one at a time, on the thread {@code slot-migrate}: announce the slots,
 * send all keys, send what has been written meanwhile, forbid writing, send the last of it, hand over. This node stops serving the slots
 * before the destination is told to begin, so that there are never two that do: if the answer to that is lost, the slots stay
 * {@code MOVED} until the controller decides. The thread ends soon after {@link #stop}, wherever it waits.
 */
public final class SlotMigration {
    private static final Logger LOG = LoggerFactory.getLogger(SlotMigration.class);
    private static final int ROUNDS = 10;
    private static final int LOCK_POLL_MILLIS = 1;

    private final NodeConfig config;
    private final ClusterState state;
    private final Store store;
    private final WatchedRwLock workLock;
    private final NodeThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Job job;

    /** No migration yet. */
    public SlotMigration(
            NodeConfig config, ClusterState state, Store store, WatchedRwLock workLock, NodeThreads threads) {
        this.config = config;
        this.state = state;
        this.store = store;
        this.workLock = workLock;
        this.threads = threads;
    }

    /** How far a migration has got; the names are those in CLUSTER INFO. */
    private enum Step {
        START,
        SUCCESS,
        FAIL
    }

    private static final class Job {
        private final SlotRange range;
        private final ClusterNode destination;
        private final Consumer<Boolean> whenDone;
        private final StopSignal stop = new StopSignal();
        private volatile Step step = Step.START;
        private @Nullable NodeThread thread;

        Job(SlotRange range, ClusterNode destination, Consumer<Boolean> whenDone) {
            this.range = range;
            this.destination = destination;
            this.whenDone = whenDone;
        }
    }

    /** Begins to send {@code range} to {@code destination}; {@code whenDone} is told on another thread whether that succeeded. */
    void start(SlotRange range, ClusterNode destination, Consumer<Boolean> whenDone) throws TopologyException {
        lock.lock();
        try {
            if (inProgress()) {
                throw new TopologyException("There is already a migrating job");
            }
            if (state.migrated().keySet().stream().anyMatch(range::overlaps)) {
                throw new TopologyException("Can't migrate slot which has been migrated");
            }
            Job next = new Job(range, destination, whenDone);
            job = next;
            next.thread = threads.start("slot-migrate", () -> run(next));
        } finally {
            lock.unlock();
        }
    }

    /** Whether slots are being sent. */
    public boolean inProgress() {
        Job now = job;
        return now != null && now.step == Step.START;
    }

    /** Makes a running migration fail, without waiting for it. */
    public void stop() {
        Job now = job;
        if (now != null) {
            now.stop.set();
        }
    }

    /** Makes a running migration fail and waits for its thread, which may be waiting for the work lock but not for long. */
    public void stopAndWait() {
        stop();
        lock.lock();
        try {
            Job now = job;
            if (now != null && now.thread != null) {
                now.thread.join();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the last migration, for CLUSTER RESET. */
    void reset() {
        job = null;
    }

    /** The lines in CLUSTER INFO; empty before the first migration. */
    String info() {
        Job now = job;
        return now == null
                ? ""
                : "migrating_slot(s): " + now.range + "\r\ndestination_node: " + now.destination.id()
                        + "\r\nmigrating_state: " + now.step.name().toLowerCase(Locale.ROOT) + "\r\n";
    }

    /** What CLUSTER NODES shows behind this node's own slots. */
    String mark() {
        Job now = job;
        return now == null || now.step != Step.START ? "" : " [" + now.range + "->-" + now.destination.id() + "]";
    }

    private void run(Job now) {
        Step end = Step.FAIL;
        try (MigrationLink link = new MigrationLink(config.timings(), now.stop)) {
            migrate(now, link);
            end = Step.SUCCESS;
        } catch (IOException | StoreException e) {
            LOG.warn("cannot migrate {} to {}: {}", now.range, now.destination.address(), e.getMessage());
        } finally {
            state.forbid(null);
            now.step = end;
            now.whenDone.accept(end == Step.SUCCESS);
        }
    }

    private void migrate(Job now, MigrationLink link) throws IOException {
        link.connect(now.destination.host(), now.destination.port());
        String password = config.text(Option.REQUIREPASS);
        if (!password.isEmpty()) {
            expectOk(link.ask("AUTH", password));
        }
        expectOk(link.ask("CLUSTER", "IMPORT", now.range.toString(), "0"));
        SlotCopy copy = new SlotCopy(
                store,
                link,
                now.range,
                Math.toIntExact(config.number(Option.MIGRATE_BATCH_SIZE_KB) << 10),
                config.number(Option.MIGRATE_BATCH_RATE_LIMIT_MB) << 20,
                now.stop);
        copy.snapshot();
        for (int round = 0; round < ROUNDS && copy.behind() > config.number(Option.MIGRATE_SEQUENCE_GAP); round++) {
            copy.updates(store.latestSequence());
        }
        copy.updates(alone(now, () -> {
            state.forbid(now.range);
            return store.latestSequence();
        }));
        handOver(now, link);
    }

    private void handOver(Job now, MigrationLink link) throws IOException {
        alone(now, () -> {
            state.migrated(now.range, now.destination.address());
            return 0;
        });
        String reply = link.ask("CLUSTER", "IMPORT", now.range.toString(), "1");
        if (!reply.equals("+OK")) {
            alone(now, () -> {
                state.notMigrated(now.range);
                return 0;
            });
            expectOk(reply);
        }
    }

    /** Does something with the work lock to itself, unless the migration is to stop. */
    private long alone(Job now, Change change) throws IOException {
        if (!workLock.lockExclusivelyUnless(now.stop, LOCK_POLL_MILLIS)) {
            throw new IOException("the migration was stopped");
        }
        try {
            if (now.stop.isSet()) {
                throw new IOException("the migration was stopped");
            }
            return change.make();
        } finally {
            workLock.unlock(true);
        }
    }

    private static void expectOk(String reply) throws IOException {
        if (!reply.equals("+OK")) {
            throw new IOException("the destination answers " + reply);
        }
    }

    private interface Change {
        long make();
    }
}
