package dev.lockstep.net.link;

import dev.lockstep.net.packet.Frame;
import java.util.ArrayList;
import java.util.List;

/** Those who listen on the links of a network; costs nothing while nobody does. */
final class Taps {
    private final List<Tap> taps = new ArrayList<>(0);

    void add(Tap tap) {
        taps.add(tap);
    }

    void remove(Tap tap) {
        taps.remove(tap);
    }

    void sent(Frame frame, int mtu, String fate) {
        for (int i = 0; i < taps.size(); i++) {
            taps.get(i).sent(frame, mtu, fate);
        }
    }

    void delivered(Frame frame, int mtu) {
        for (int i = 0; i < taps.size(); i++) {
            taps.get(i).delivered(frame, mtu);
        }
    }
}
