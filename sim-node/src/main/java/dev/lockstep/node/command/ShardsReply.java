package dev.lockstep.node.command;

import dev.lockstep.node.cluster.ClusterNode;
import dev.lockstep.node.cluster.ClusterState;
import dev.lockstep.node.cluster.SlotRange;
import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;

/** CLUSTER SHARDS, as Redis 7 has it: for each master its slots, and itself and its replicas with what is known of them. */
final class ShardsReply {
    private final ClusterState state;

    ShardsReply(ClusterState state) {
        this.state = state;
    }

    void write(RespWriter out) {
        List<ClusterNode> masters =
                state.topology().nodes().stream().filter(ClusterNode::master).toList();
        out.array(masters.size());
        masters.forEach(master -> shard(master, out));
    }

    private void shard(ClusterNode master, RespWriter out) {
        out.array(4);
        out.bulk("slots");
        List<SlotRange> ranges = master.ranges();
        out.array(2 * ranges.size());
        for (SlotRange range : ranges) {
            out.integer(range.first());
            out.integer(range.last());
        }
        out.bulk("nodes");
        List<ClusterNode> members = new ArrayList<>(List.of(master));
        members.addAll(state.topology().replicasOf(master.id()));
        out.array(members.size());
        members.forEach(member -> member(member, out));
    }

    private static void member(ClusterNode member, RespWriter out) {
        out.array(12);
        pair("id", member.id(), out);
        out.bulk("port");
        out.integer(member.port());
        pair("ip", member.host(), out);
        pair("endpoint", member.host(), out);
        pair("role", member.master() ? "master" : "replica", out);
        pair("health", "online", out);
    }

    private static void pair(String name, String value, RespWriter out) {
        out.bulk(name);
        out.bulk(value);
    }
}
