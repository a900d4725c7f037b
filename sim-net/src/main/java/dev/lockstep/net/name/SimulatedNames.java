package dev.lockstep.net.name;

import dev.lockstep.core.Host;
import dev.lockstep.net.tcp.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Arrays;
import java.util.stream.Stream;

/** The lookup of names: the simulation answers simulated threads, the JDK's own resolver all others. Thread-safe. */
public final class SimulatedNames extends InetAddressResolverProvider {
    /** For ServiceLoader. */
    public SimulatedNames() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "lockstep";
    }

    private record Resolver(InetAddressResolver platform) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String name, LookupPolicy policy) throws UnknownHostException {
            Host self = Host.current();
            if (self == null) {
                return platform.lookupByName(name, policy);
            }
            return Stream.of(new NetworkNames().lookup(name));
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            Host self = Host.current();
            if (self == null) {
                return platform.lookupByAddress(address);
            }
            int wanted = Addresses.of(InetAddress.getByAddress(address));
            if (Addresses.isLoopback(wanted)) {
                return "localhost";
            }
            for (Host host : self.simulation().hosts()) {
                if (Addresses.ofHost(host.index()) == wanted) {
                    return host.name();
                }
            }
            throw new UnknownHostException(Arrays.toString(address));
        }
    }
}
