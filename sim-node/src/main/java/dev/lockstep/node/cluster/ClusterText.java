package dev.lockstep.node.cluster;

/** The texts of CLUSTER INFO, NODES and REPLICAS. */
public final class ClusterText {
    private static final int BUS_PORT_DISTANCE = 10000;

    private final ClusterState state;
    private final SlotMoves moves;

    /** Texts about {@code state} and {@code moves} as they are when they are asked for. */
    public ClusterText(ClusterState state, SlotMoves moves) {
        this.state = state;
        this.moves = moves;
    }

    /** CLUSTER INFO. */
    public String info() {
        int assigned = state.topology().assigned();
        return "cluster_state:ok\r\n"
                + "cluster_slots_assigned:" + assigned + "\r\n"
                + "cluster_slots_ok:" + assigned + "\r\n"
                + "cluster_slots_pfail:0\r\n"
                + "cluster_slots_fail:0\r\n"
                + "cluster_known_nodes:" + state.topology().nodes().size() + "\r\n"
                + "cluster_size:" + state.topology().size() + "\r\n"
                + "cluster_current_epoch:" + state.version() + "\r\n"
                + "cluster_my_epoch:" + state.version() + "\r\n"
                + moves.info();
    }

    /** CLUSTER NODES; the time stands where Redis has those of ping and pong. */
    public String nodes(long nowMillis) {
        StringBuilder text = new StringBuilder();
        for (ClusterNode node : state.topology().nodes()) {
            text.append(line(node, nowMillis)).append('\n');
        }
        return text.toString();
    }

    /** CLUSTER REPLICAS of the master {@code id}. */
    public String replicas(String id, long nowMillis) {
        StringBuilder text = new StringBuilder();
        for (ClusterNode node : state.topology().replicasOf(id)) {
            text.append(line(node, nowMillis)).append('\n');
        }
        return text.toString();
    }

    private String line(ClusterNode node, long nowMillis) {
        StringBuilder line = new StringBuilder();
        line.append(node.id()).append(' ').append(node.address()).append('@').append(node.port() + BUS_PORT_DISTANCE);
        line.append(node.id().equals(state.myId()) ? " myself," : " ");
        line.append(node.master() ? "master -" : "slave " + node.masterId());
        line.append(' ').append(nowMillis - 1).append(' ').append(nowMillis);
        line.append(' ').append(state.version()).append(" connected");
        for (SlotRange range : node.ranges()) {
            line.append(' ').append(range);
        }
        if (node.id().equals(state.myId())) {
            line.append(moves.mark());
        }
        return line.toString();
    }
}
