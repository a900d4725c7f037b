package dev.lockstep.node.cluster;

import java.util.BitSet;
import java.util.List;

/**
 * One node of a topology; never changes.
 *
 * @param id 40 characters
 * @param host as the controller wrote it
 * @param port of its clients
 * @param master whether it is a master
 * @param masterId the id of its master, {@code -} for a master
 * @param slots the slots it owns; nobody may change them
 */
public record ClusterNode(String id, String host, int port, boolean master, String masterId, BitSet slots) {
    /** Its slots as ranges, ascending. */
    public List<SlotRange> ranges() {
        return SlotRange.of(slots);
    }

    /** Host and port as in a MOVED error. */
    public String address() {
        return host + ":" + port;
    }
}
