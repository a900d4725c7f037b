package dev.lockstep.net.link;

import dev.lockstep.net.packet.Frame;

/** Sees what passes on all links, as a packet sniffer on every host would. Called on the carrier; must not change the run. */
public interface Tap {
    /**
     * A host has sent a frame.
     *
     * @param mtu largest packet of the link, bytes
     * @param fate what became of it at once, such as "dropped by rule"; empty if it is under way
     */
    void sent(Frame frame, int mtu, String fate);

    /** A frame has reached its host. */
    void delivered(Frame frame, int mtu);
}
