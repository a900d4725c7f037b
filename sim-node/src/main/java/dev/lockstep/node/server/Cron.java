package dev.lockstep.node.server;

import dev.lockstep.node.command.NodeContext;
import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.runtime.WatchedRwLock;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code server-cron}: removes ended feeds in each round, and looks after the checkpoint in each hundredth. Holds the
 * database lock, shared, during a round. While loading it only looks whether a database waits to be opened.
 */
final class Cron {
    private static final Logger LOG = LoggerFactory.getLogger(Cron.class);

    private final NodeContext node;
    private final WatchedRwLock databaseLock;
    private final StopSignal stop = new StopSignal();

    Cron(NodeContext node, WatchedRwLock databaseLock) {
        this.node = node;
        this.databaseLock = databaseLock;
    }

    void stop() {
        stop.set();
    }

    void run() {
        ReplicationTimings timings = node.config().timings();
        for (long round = 1; !stop.await(timings.cronTick()); round++) {
            if (node.loading().isOn()) {
                node.replication().reopenDatabase();
            } else {
                round(round % timings.cronLongTicks() == 0);
            }
        }
    }

    private void round(boolean longRound) {
        databaseLock.lock(false);
        try {
            node.feeds().reap();
        } finally {
            databaseLock.unlock(false);
        }
        if (longRound) {
            purge();
        }
    }

    /** Outside of the database lock, because who makes a checkpoint takes the two locks in the other order. */
    private void purge() {
        try {
            node.checkpoint().purge();
        } catch (IOException e) {
            LOG.warn("cannot delete the checkpoint", e);
        }
    }
}
