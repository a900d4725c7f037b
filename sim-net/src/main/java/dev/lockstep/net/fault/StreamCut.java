package dev.lockstep.net.fault;

import dev.lockstep.core.Host;
import dev.lockstep.net.CutDirection;
import dev.lockstep.net.Packet;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Verdict;
import java.util.HashSet;
import java.util.Set;

/** Cuts every connection between two hosts after exactly its first bytes in one direction; what is repeated counts once. */
public final class StreamCut implements Rule {
    private final Host from;
    private final Host to;
    private final long bytes;
    private final CutDirection direction;
    /** Ports of the connections that are cut. */
    private final Set<Integer> cut = new HashSet<>();

    /** Lets the first {@code bytes} of each stream from one host to another through. */
    public StreamCut(Host from, Host to, long bytes, CutDirection direction) {
        if (bytes < 0) {
            throw new IllegalArgumentException("cut is after " + bytes + " bytes, expected at least 0");
        }
        this.from = from;
        this.to = to;
        this.bytes = bytes;
        this.direction = direction;
    }

    @Override
    public Verdict onPacket(Packet packet) {
        boolean forth = packet.from() == from && packet.to() == to;
        boolean back = packet.from() == to && packet.to() == from;
        if (!forth && !back) {
            return Verdict.PASS;
        }
        int ports = forth ? packet.fromPort() << 16 | packet.toPort() : packet.toPort() << 16 | packet.fromPort();
        if (packet.syn()) {
            cut.remove(ports);
        }
        return forth ? onForth(packet, ports) : cut.contains(ports) && direction.back() ? Verdict.DROP : Verdict.PASS;
    }

    private Verdict onForth(Packet packet, int ports) {
        long beyond = packet.streamOffset() + packet.length() - bytes;
        boolean exceeds = beyond > 0 || (packet.fin() && beyond >= 0);
        boolean wasCut = cut.contains(ports);
        if (exceeds) {
            cut.add(ports);
        }
        if (!direction.forth() || (!wasCut && !exceeds)) {
            return Verdict.PASS;
        }
        long through = packet.length() - beyond;
        return through > 0 && packet.length() > 0 ? Verdict.truncate((int) through) : Verdict.DROP;
    }

    @Override
    public String describe() {
        return "cut each stream " + from + "->" + to + " after " + bytes + " bytes" + direction.suffix();
    }
}
