package dev.lockstep.net.link;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.Guard;
import dev.lockstep.net.LinkCounters;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.Rule;
import dev.lockstep.net.TcpOptions;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All kernels of a simulation and the wires between them. A kernel and a wire come into being at first use. */
public final class Fabric implements Kernel.Uplink {
    private final Simulation simulation;
    private final Choices choices;
    private final RuleBook rules;
    private final List<@Nullable Kernel> kernels = new ArrayList<>();
    private final Map<Long, Wire> wires = new TreeMap<>();
    private LinkOptions defaults = LinkOptions.DEFAULT;
    private TcpOptions options = TcpOptions.DEFAULT;

    /** The fabric of a simulation. */
    public Fabric(Simulation simulation) {
        this.simulation = simulation;
        this.choices = simulation.choices("network");
        this.rules = new RuleBook(simulation);
    }

    /** The kernel of a host. */
    public Kernel kernel(Host host) {
        while (kernels.size() <= host.index()) {
            kernels.add(null);
        }
        Kernel kernel = kernels.get(host.index());
        if (kernel == null) {
            kernel = new Kernel(host, this);
            kernels.set(host.index(), kernel);
        }
        return kernel;
    }

    @Override
    public @Nullable Kernel find(Kernel from, int address) {
        if (address == from.address() || address == Addresses.ANY || Addresses.isLoopback(address)) {
            return from;
        }
        int index = Addresses.hostIndex(address);
        if (index < 0) {
            return null;
        }
        Kernel known = index < kernels.size() ? kernels.get(index) : null;
        return known == null ? kernelOfLateHost(index) : known;
    }

    private @Nullable Kernel kernelOfLateHost(int index) {
        return simulation.hosts().stream()
                .filter(h -> h.index() == index)
                .findFirst()
                .map(this::kernel)
                .orElse(null);
    }

    private Wire wire(Host from, Host to) {
        long key = (long) from.index() << 32 | to.index();
        Wire wire = wires.get(key);
        if (wire == null) {
            boolean loopback = from == to;
            wire = new Wire(simulation, loopback ? null : rules, choices, loopback ? LinkOptions.LOOPBACK : defaults);
            wires.put(key, wire);
        }
        return wire;
    }

    @Override
    public void send(Segment segment) {
        wire(segment.from(), segment.to()).send(segment);
    }

    @Override
    public long bytesPerSecond(Kernel from, Kernel to) {
        return wire(from.host(), to.host()).options().bytesPerSecond();
    }

    @Override
    public long queueNanos(Kernel from, Kernel to) {
        return wire(from.host(), to.host()).queueNanos();
    }

    @Override
    public TcpOptions options() {
        return options;
    }

    /** Changes the constants of TCP. */
    public void options(TcpOptions newOptions) {
        options = newOptions;
    }

    @Override
    public long drawInitialSequence() {
        return choices.between(1, 0xFFFF_FFFFL);
    }

    /** Changes all links between hosts, those to come too. */
    public void links(LinkOptions newDefaults) {
        defaults = newDefaults;
        wires.forEach((key, wire) -> {
            if (key >>> 32 != (key & 0xFFFF_FFFFL)) {
                wire.options(newDefaults);
            }
        });
    }

    /** Changes one direction of a link. */
    public void link(Host from, Host to, LinkOptions newOptions) {
        wire(from, to).options(newOptions);
    }

    /** The options of one direction of a link. */
    public LinkOptions link(Host from, Host to) {
        return wire(from, to).options();
    }

    /** The counters of one direction of a link. */
    public LinkCounters counters(Host from, Host to) {
        return wire(from, to).counters();
    }

    /** Puts a rule in force. */
    public Guard rule(Rule rule) {
        return rules.add(rule);
    }

    /** One line for each rule in force. */
    public List<String> rules() {
        return rules.describe();
    }
}
