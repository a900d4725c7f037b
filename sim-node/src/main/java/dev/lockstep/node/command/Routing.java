package dev.lockstep.node.command;

import dev.lockstep.node.cluster.ClusterNode;
import dev.lockstep.node.cluster.ClusterState;
import dev.lockstep.node.cluster.SlotHash;
import dev.lockstep.node.config.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether this node may execute a command, by its keys and by its role (Kvrocks Cluster::CanExecByMySelf and what follows it). */
final class Routing {
    private static final String CROSS_SLOT = "CROSSSLOT Attempted to access keys that don't hash to the same slot";
    private static final String NOT_SERVED = "CLUSTERDOWN Hash slot not served";
    private static final String TRY_AGAIN =
            "TRYAGAIN Can't write to slot being migrated which is in write forbidden phase";
    private static final String READ_ONLY = "READONLY You can't write against a read only slave.";
    private static final String MASTER_DOWN =
            "MASTERDOWN Link with MASTER is down and slave-serve-stale-data is set to 'no'.";

    private final NodeContext node;

    Routing(NodeContext node) {
        this.node = node;
    }

    /** Null if this node serves the keys of the command, or the whole error. */
    @Nullable
    String elsewhere(Session session, Command command, Arguments arguments) {
        return elsewhere(session, command, arguments, null);
    }

    /** The same for a command within {@code script}, which may use any slots of the node that serves its first one. */
    @Nullable
    String elsewhere(Session session, Command command, Arguments arguments, ScriptCommands.@Nullable Run script) {
        if (!node.config().yes(Option.CLUSTER_ENABLED)) {
            return null;
        }
        List<byte[]> keys = command.keys().of(arguments);
        if (keys.isEmpty()) {
            return null;
        }
        int slot = SlotHash.slot(keys.getFirst());
        if (keys.stream().anyMatch(key -> SlotHash.slot(key) != slot)) {
            return CROSS_SLOT;
        }
        ClusterState cluster = node.cluster().state();
        ClusterNode owner = cluster.topology().owner(slot);
        if (owner == null) {
            return NOT_SERVED;
        }
        if (script != null
                && !script.use(slot, first -> owner.equals(cluster.topology().owner(first)))) {
            return "MOVED " + slot + " " + owner.address();
        }
        if (owner.id().equals(cluster.myId())) {
            return ownRefusal(cluster, slot, command);
        }
        boolean arriving =
                node.cluster().moves().imports().importing(slot) && (session.isImporting() || session.asking());
        boolean replicaRead = !command.write() && session.readOnly() && follows(owner);
        boolean served = arriving || cluster.imported(slot) || replicaRead || script != null;
        return served ? null : "MOVED " + slot + " " + owner.address();
    }

    private static @Nullable String ownRefusal(ClusterState cluster, int slot, Command command) {
        String gone = cluster.migratedTo(slot);
        if (gone != null) {
            return "MOVED " + slot + " " + gone;
        }
        return command.write() && cluster.forbidden(slot) ? TRY_AGAIN : null;
    }

    private boolean follows(ClusterNode owner) {
        ClusterNode myself = node.cluster().state().myself();
        return myself != null && !myself.master() && myself.masterId().equals(owner.id());
    }

    /** Null if a node of this role executes the command, or the whole error. */
    @Nullable
    String roleRefusal(Command command) {
        if (!node.replication().isReplica()) {
            return null;
        }
        if (command.write() && node.config().yes(Option.SLAVE_READ_ONLY)) {
            return READ_ONLY;
        }
        boolean exempt = command.name().equals("info") || command.name().equals("slaveof");
        if (!exempt && !node.config().yes(Option.SLAVE_SERVE_STALE_DATA)) {
            return node.replication().snapshot().connected() ? null : MASTER_DOWN;
        }
        return null;
    }
}
