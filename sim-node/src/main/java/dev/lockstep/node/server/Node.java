package dev.lockstep.node.server;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.api.NodeServer;
import dev.lockstep.node.api.NodeView;
import dev.lockstep.node.cluster.ClusterControl;
import dev.lockstep.node.cluster.ClusterState;
import dev.lockstep.node.cluster.SlotImport;
import dev.lockstep.node.cluster.SlotMigration;
import dev.lockstep.node.cluster.SlotMoves;
import dev.lockstep.node.command.ClientSide;
import dev.lockstep.node.command.Clients;
import dev.lockstep.node.command.Cursors;
import dev.lockstep.node.command.Dispatcher;
import dev.lockstep.node.command.Namespaces;
import dev.lockstep.node.command.NodeContext;
import dev.lockstep.node.command.PubSub;
import dev.lockstep.node.command.RecentScripts;
import dev.lockstep.node.command.Stats;
import dev.lockstep.node.command.WaitingClients;
import dev.lockstep.node.command.WatchedKeys;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.Versions;
import dev.lockstep.node.master.CheckpointKeeper;
import dev.lockstep.node.master.FeedRegistry;
import dev.lockstep.node.master.FullSyncServer;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.replica.ReplicationControl;
import dev.lockstep.node.replica.ReplicationId;
import dev.lockstep.node.replica.Restoration;
import dev.lockstep.node.runtime.Loading;
import dev.lockstep.node.runtime.NodeThread;
import dev.lockstep.node.runtime.NodeThreads;
import dev.lockstep.node.runtime.WatchedRwLock;
import dev.lockstep.node.store.DatabaseSwap;
import dev.lockstep.node.store.Store;
import dev.lockstep.node.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A node made of its parts; starts and stops them in Kvrocks' order (server.cc). */
public final class Node implements NodeServer {
    private final NodeConfig config;
    private final NodeThreads threads;
    private final Store store;
    private final NodeContext parts;
    private final Cron cron;
    private final NodeView view;
    private final List<Worker> workers = new ArrayList<>();
    private final List<NodeThread> running = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Acceptor acceptor;

    /** A node that is not started. */
    public Node(NodeConfig config, NodeObserver observer) {
        this.config = config;
        threads = new NodeThreads(observer);
        store = Store.of(config, observer);
        WatchedRwLock databaseLock = new WatchedRwLock("db_rw_lock", observer);
        parts = assemble(databaseLock, observer);
        store.onApplied(parts.clientSide().pubSub()::publishAll);
        cron = new Cron(parts, databaseLock);
        view = new LockFreeView(parts);
    }

    private NodeContext assemble(WatchedRwLock databaseLock, NodeObserver observer) {
        WatchedRwLock workLock = new WatchedRwLock("works_concurrency_rw_lock", observer);
        Loading loading = new Loading(observer);
        ReplicationId replicationId = new ReplicationId(store, config);
        FeedRegistry feeds = new FeedRegistry(threads, store, config, observer);
        CheckpointKeeper checkpoint =
                new CheckpointKeeper(store, replicationId::ofHistory, databaseLock, config, observer);
        ClusterState state = new ClusterState();
        SlotMigration migration = new SlotMigration(config, state, store, workLock, threads);
        Restoration restoration = new Restoration(
                store, loading, workLock, databaseLock, new MasterDutiesOf(feeds, checkpoint, migration));
        ReplicationControl replication =
                new ReplicationControl(config, store, replicationId, restoration, threads, observer);
        SlotMoves moves = new SlotMoves(state, replication, new SlotImport(state, store, replicationId), migration);
        ClusterControl cluster = new ClusterControl(config, state, replication, store, moves, observer);
        return new NodeContext(
                config,
                observer,
                store,
                workLock,
                loading,
                cluster,
                replication,
                replicationId,
                feeds,
                checkpoint,
                new FullSyncServer(checkpoint, config, threads),
                clientSide(),
                new Stats(),
                () -> threads.start("shutdown", this::stopOnce));
    }

    private ClientSide clientSide() {
        return new ClientSide(
                new Clients(),
                new Namespaces(config),
                new PubSub(),
                new WatchedKeys(),
                new WaitingClients(),
                new Cursors(config),
                new RecentScripts(),
                new Versions());
    }

    @Override
    public void start() throws IOException {
        try {
            Files.createDirectories(config.dir());
            new DatabaseSwap(store).recover();
            store.open();
            bind();
            takeRole();
        } catch (IOException | StoreException e) {
            giveUp();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
        startThreads();
    }

    /** The parts, for tests of one layer. */
    NodeContext parts() {
        return parts;
    }

    private void bind() throws IOException {
        Dispatcher dispatcher = new Dispatcher(parts);
        for (int i = 0; i < config.integer(Option.WORKERS); i++) {
            workers.add(new Worker(
                    () -> config.integer(Option.TIMEOUT),
                    () -> parts.stats().clients.decrementAndGet()));
        }
        acceptor = new Acceptor(config, workers, dispatcher, parts.stats());
    }

    private void takeRole() throws IOException {
        String master = config.text(Option.SLAVEOF);
        if (config.yes(Option.CLUSTER_ENABLED)) {
            parts.cluster().load();
        } else if (!master.isEmpty() && !master.equals(NodeConfig.NO_MASTER)) {
            int blank = master.indexOf(' ');
            parts.replication()
                    .addMaster(new Master(master.substring(0, blank), Long.parseLong(master.substring(blank + 1))));
        }
        if (!parts.replication().isReplica()) {
            parts.observer().state("role", "master");
            parts.replicationId().shift();
        }
    }

    private void startThreads() {
        for (int i = 0; i < workers.size(); i++) {
            running.add(threads.start("worker-" + i, workers.get(i)::run));
        }
        Acceptor bound = acceptor;
        if (bound != null) {
            running.add(threads.start("acceptor", bound::run));
        }
        running.add(threads.start("server-cron", cron::run));
    }

    private void giveUp() {
        parts.replication().shutdown();
        workers.forEach(Worker::stop);
        workers.forEach(Worker::run);
        Acceptor bound = acceptor;
        if (bound != null) {
            bound.close();
        }
        store.close();
        stopped.countDown();
    }

    @Override
    public void stop() throws InterruptedException {
        stopOnce();
        join();
    }

    private void stopOnce() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        parts.replication().shutdown();
        parts.cluster().moves().migration().stopAndWait();
        Acceptor bound = acceptor;
        if (bound != null) {
            bound.stop();
        }
        workers.forEach(Worker::stop);
        cron.stop();
        running.forEach(NodeThread::join);
        parts.feeds().disconnectAll();
        parts.fullSync().stop();
        store.close();
        stopped.countDown();
    }

    @Override
    public void join() throws InterruptedException {
        stopped.await();
    }

    @Override
    public NodeView view() {
        return view;
    }

    @Override
    public void abandon() {
        store.abandon();
        stopped.countDown();
    }

    private record MasterDutiesOf(FeedRegistry feeds, CheckpointKeeper checkpoint, SlotMigration migration)
            implements Restoration.MasterDuties {
        @Override
        public void stopMigration() {
            migration.stopAndWait();
        }

        @Override
        public void disconnectReplicas() {
            feeds.disconnectAll();
        }

        @Override
        public void discardCheckpoint() throws IOException {
            checkpoint.discard();
        }
    }
}
