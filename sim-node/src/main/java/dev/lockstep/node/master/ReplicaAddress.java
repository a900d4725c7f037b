package dev.lockstep.node.master;

/**
 * Where a replica can be reached.
 *
 * @param ip as it announced, or as seen on its connection
 * @param port as it announced, or of its connection
 */
public record ReplicaAddress(String ip, int port) {
    @Override
    public String toString() {
        return ip + ":" + port;
    }
}
