package dev.lockstep.net.link;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.LinkCounters;
import dev.lockstep.net.LinkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The links of a network. A direction comes into being when it is first used or changed. */
public final class Wires {
    private final Simulation simulation;
    private final RuleBook rules;
    private final Luck luck;
    private final Taps taps = new Taps();
    /** By index of the sender, then of the receiver. */
    private final List<List<@Nullable Wire>> wires = new ArrayList<>();

    private BiFunction<Host, Host, LinkOptions> defaults = (from, to) -> LinkOptions.DEFAULT;

    Wires(Simulation simulation, RuleBook rules, Luck luck) {
        this.simulation = simulation;
        this.rules = rules;
        this.luck = luck;
    }

    Wire between(Host from, Host to) {
        List<@Nullable Wire> row = from.index() < wires.size() ? wires.get(from.index()) : null;
        Wire wire = row != null && to.index() < row.size() ? row.get(to.index()) : null;
        return wire == null ? create(from, to) : wire;
    }

    private Wire create(Host from, Host to) {
        while (wires.size() <= from.index()) {
            wires.add(new ArrayList<>(0));
        }
        List<@Nullable Wire> row = wires.get(from.index());
        while (row.size() <= to.index()) {
            row.add(null);
        }
        boolean loopback = from == to;
        LinkOptions options = loopback ? LinkOptions.LOOPBACK : defaults.apply(from, to);
        Wire wire = new Wire(simulation, taps, loopback ? null : rules, luck, options);
        row.set(to.index(), wire);
        return wire;
    }

    /** Changes all links between different hosts, those to come too. */
    public void all(BiFunction<Host, Host, LinkOptions> options) {
        defaults = options;
        for (Host from : simulation.hosts()) {
            for (Host to : simulation.hosts()) {
                if (from != to && used(from, to)) {
                    between(from, to).options(options.apply(from, to));
                }
            }
        }
    }

    /** Changes one direction of a link. */
    public void set(Host from, Host to, LinkOptions options) {
        between(from, to).options(options);
    }

    /** The options of one direction of a link. */
    public LinkOptions options(Host from, Host to) {
        return between(from, to).options();
    }

    /** The counters of one direction of a link. */
    public LinkCounters counters(Host from, Host to) {
        return between(from, to).counters();
    }

    /** How long a packet would wait for its turn on one direction of a link, ns. */
    public long queueNanos(Host from, Host to) {
        return between(from, to).queueNanos();
    }

    /** Whether anything was sent from one host to another. */
    public boolean used(Host from, Host to) {
        return from.index() < wires.size()
                && to.index() < wires.get(from.index()).size()
                && wires.get(from.index()).get(to.index()) != null;
    }

    /** Lets somebody see all frames. */
    public void tap(Tap tap) {
        taps.add(tap);
    }

    /** Ends that. */
    public void untap(Tap tap) {
        taps.remove(tap);
    }
}
