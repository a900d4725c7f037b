package dev.lockstep.net.link;

import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.tcp.Kernel;

/**
 * The way from one kernel to another.
 *
 * @param target where it leads
 * @param there the wire that leads there
 * @param home the wire that leads back
 */
record Path(Kernel target, Wire there, Wire home) implements Kernel.Route {
    @Override
    public LinkOptions link() {
        return there.options();
    }

    @Override
    public LinkOptions back() {
        return home.options();
    }

    @Override
    public long queueNanos() {
        return there.queueNanos();
    }
}
