package dev.lockstep.node.command;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.cluster.ClusterControl;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.master.CheckpointKeeper;
import dev.lockstep.node.master.FeedRegistry;
import dev.lockstep.node.master.FullSyncServer;
import dev.lockstep.node.replica.ReplicationControl;
import dev.lockstep.node.replica.ReplicationId;
import dev.lockstep.node.runtime.Loading;
import dev.lockstep.node.runtime.WatchedRwLock;
import dev.lockstep.node.store.Store;

/**
 * The parts of a node that commands work on.
 *
 * @param config its options
 * @param observer told about every command
 * @param store its database
 * @param workLock {@code works_concurrency_rw_lock}
 * @param loading whether it is restoring
 * @param cluster its topology
 * @param replication its role
 * @param replicationId the id of its history
 * @param feeds its replicas
 * @param checkpoint its checkpoint
 * @param fullSync sends the checkpoint
 * @param clientSide what its clients share
 * @param stats its counters
 * @param shutdown stops it, on a thread of its own
 */
public record NodeContext(
        NodeConfig config,
        NodeObserver observer,
        Store store,
        WatchedRwLock workLock,
        Loading loading,
        ClusterControl cluster,
        ReplicationControl replication,
        ReplicationId replicationId,
        FeedRegistry feeds,
        CheckpointKeeper checkpoint,
        FullSyncServer fullSync,
        ClientSide clientSide,
        Stats stats,
        Runnable shutdown) {}
