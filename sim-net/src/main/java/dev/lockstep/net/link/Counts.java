package dev.lockstep.net.link;

import dev.lockstep.net.LinkCounters;
import dev.lockstep.net.packet.Frame;

/** Counts what happens on a wire. */
final class Counts {
    private long packetsSent;
    private long bytesSent;
    private long packetsDelivered;
    private long bytesDelivered;
    private long packetsDropped;
    private long bytesDropped;
    private long duplicated;
    private long reordered;
    private long corrupted;

    void sent(Frame frame) {
        packetsSent++;
        bytesSent += frame.length();
    }

    void delivered(Frame frame) {
        packetsDelivered++;
        bytesDelivered += frame.length();
    }

    void dropped(Frame frame) {
        packetsDropped++;
        bytesDropped += frame.length();
    }

    void duplicated() {
        duplicated++;
    }

    void reordered() {
        reordered++;
    }

    void corrupted() {
        corrupted++;
    }

    LinkCounters snapshot() {
        return new LinkCounters(
                packetsSent,
                bytesSent,
                packetsDelivered,
                bytesDelivered,
                packetsDropped,
                bytesDropped,
                duplicated,
                reordered,
                corrupted);
    }
}
