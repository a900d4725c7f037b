package dev.lockstep.net.name;

import dev.lockstep.core.Host;
import dev.lockstep.core.boot.Names;
import dev.lockstep.net.Network;
import dev.lockstep.net.tcp.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/** The names of the simulated network that the calling host belongs to: those of its hosts, and {@code localhost}. */
public final class NetworkNames implements Names {
    /** Names; they have no state. */
    public NetworkNames() {}

    @Override
    public InetAddress own() {
        Host self = self();
        return Network.of(self.simulation()).address(self);
    }

    @Override
    public InetAddress[] lookup(String name) throws UnknownHostException {
        if (name.equals("localhost")) {
            return new InetAddress[] {Addresses.inet(name, Addresses.LOOPBACK)};
        }
        Host self = self();
        if (Network.of(self.simulation()).lookupFaults().fails(self, name)) {
            throw new UnknownHostException(name + ": Temporary failure in name resolution");
        }
        for (Host host : self.simulation().hosts()) {
            if (host.name().equals(name)) {
                return new InetAddress[] {Network.of(self.simulation()).address(host)};
            }
        }
        throw new UnknownHostException(name + ": Name or service not known");
    }

    private static Host self() {
        return Objects.requireNonNull(Host.current(), "only simulated threads ask");
    }
}
