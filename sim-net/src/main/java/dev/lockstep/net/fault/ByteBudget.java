package dev.lockstep.net.fault;

import dev.lockstep.core.Host;
import dev.lockstep.net.CutDirection;
import dev.lockstep.net.Packet;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Verdict;

/** Passes a number of payload bytes, all connections together, then cuts. */
public final class ByteBudget implements Rule {
    private final Host from;
    private final Host to;
    private final long bytes;
    private final CutDirection direction;
    private long left;
    private boolean cut;

    /** Lets {@code bytes} from one host to another through. */
    public ByteBudget(Host from, Host to, long bytes, CutDirection direction) {
        if (bytes < 0) {
            throw new IllegalArgumentException("budget is " + bytes + " bytes, expected at least 0");
        }
        this.from = from;
        this.to = to;
        this.bytes = bytes;
        this.direction = direction;
        this.left = bytes;
    }

    @Override
    public Verdict onPacket(Packet packet) {
        boolean forth = packet.from() == from && packet.to() == to;
        boolean back = packet.from() == to && packet.to() == from;
        if (cut && ((forth && direction.forth()) || (back && direction.back()))) {
            return Verdict.DROP;
        }
        if (cut || !forth || packet.length() <= left) {
            left -= forth && !cut ? packet.length() : 0;
            return Verdict.PASS;
        }
        int through = (int) left;
        left = 0;
        cut = true;
        boolean goesOn = through > 0 || !direction.forth();
        return !goesOn ? Verdict.DROP : direction.forth() ? Verdict.truncate(through) : Verdict.PASS;
    }

    @Override
    public String describe() {
        return "cut " + from + "->" + to + " after " + bytes + " bytes" + direction.suffix();
    }
}
