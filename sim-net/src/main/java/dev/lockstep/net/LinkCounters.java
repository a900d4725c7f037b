package dev.lockstep.net;

/**
 * What has happened on one direction of a link since the start of the simulation.
 *
 * @param packetsSent packets handed to the link
 * @param bytesSent their payload, bytes
 * @param packetsDelivered packets that reached the other kernel
 * @param bytesDelivered their payload, bytes
 * @param packetsDropped packets that a rule, a full queue or a powered-off host swallowed
 * @param bytesDropped their payload, bytes
 */
public record LinkCounters(
        long packetsSent,
        long bytesSent,
        long packetsDelivered,
        long bytesDelivered,
        long packetsDropped,
        long bytesDropped) {}
