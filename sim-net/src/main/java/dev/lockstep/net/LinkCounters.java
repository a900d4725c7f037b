package dev.lockstep.net;

/**
 * What has happened on one direction of a link since the start of the simulation. A packet is what the kernel hands to the link:
 * with segmentation offload up to 65,536 bytes, otherwise one MSS.
 *
 * @param packetsSent packets handed to the link
 * @param bytesSent their payload, bytes
 * @param packetsDelivered packets that reached the other kernel, copies too
 * @param bytesDelivered their payload, bytes
 * @param packetsDropped packets that a rule, loss, corruption, a full queue or a powered-off host swallowed
 * @param bytesDropped their payload, bytes
 * @param packetsDuplicated copies the link has made
 * @param packetsReordered packets the link has delivered late
 * @param packetsCorrupted packets the link has damaged
 */
public record LinkCounters(
        long packetsSent,
        long bytesSent,
        long packetsDelivered,
        long bytesDelivered,
        long packetsDropped,
        long bytesDropped,
        long packetsDuplicated,
        long packetsReordered,
        long packetsCorrupted) {
    /** One line of {@link Network#netstat}. */
    @Override
    public String toString() {
        return "sent " + packetsSent + "/" + bytesSent + " B delivered " + packetsDelivered + "/" + bytesDelivered
                + " B dropped " + packetsDropped + "/" + bytesDropped + " B"
                + part("duplicated", packetsDuplicated)
                + part("reordered", packetsReordered)
                + part("corrupted", packetsCorrupted);
    }

    private static String part(String name, long count) {
        return count == 0 ? "" : " " + name + " " + count;
    }
}
