package dev.lockstep.net.link;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Rule;
import dev.lockstep.net.TcpOptions;
import dev.lockstep.net.packet.Frame;
import dev.lockstep.net.tcp.Addresses;
import dev.lockstep.net.tcp.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All kernels of a simulation, and what lies between them. A kernel comes into being at first use. */
public final class Fabric implements Kernel.Uplink {
    private final Simulation simulation;
    private final Luck luck;
    private final RuleBook rules;
    private final Wires wires;
    private final List<@Nullable Kernel> kernels = new ArrayList<>();
    private TcpOptions options = TcpOptions.DEFAULT;

    /** The fabric of a simulation. */
    public Fabric(Simulation simulation) {
        this.simulation = simulation;
        this.luck = new Luck(simulation);
        this.rules = new RuleBook(simulation);
        this.wires = new Wires(simulation, rules, luck);
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

    @Override
    public void send(Frame frame) {
        wires.between(frame.from(), frame.to()).send(frame);
    }

    @Override
    public Kernel.@Nullable Route route(Kernel from, int address) {
        Kernel to = find(from, address);
        return to == null
                ? null
                : new Path(to, wires.between(from.host(), to.host()), wires.between(to.host(), from.host()));
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
        return luck.drawInitialSequence();
    }

    /** The links. */
    public Wires wires() {
        return wires;
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
