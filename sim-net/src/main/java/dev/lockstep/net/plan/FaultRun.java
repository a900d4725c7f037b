package dev.lockstep.net.plan;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import dev.lockstep.core.Timer;
import dev.lockstep.net.CutDirection;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Partitions;
import dev.lockstep.net.Rules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan that is being carried out. Used on the carrier or while the simulation does not run. */
public final class FaultRun implements AutoCloseable {
    private static final double THOUSAND = 1_000.0;

    private final Network network;
    private final List<Timer> timers = new ArrayList<>();
    private final Set<Guard> inForce = new LinkedHashSet<>();

    FaultRun(Network network, FaultPlan plan) {
        this.network = network;
        plan.faults().forEach(f -> f.kind().targets(f.target()).forEach(this::hosts));
        long now = network.simulation().nanoTime();
        for (PlannedFault fault : plan.faults()) {
            timers.add(network.simulation().schedule(fault.atNanos() - now, () -> begin(fault)));
        }
    }

    private void begin(PlannedFault fault) {
        Guard guard = start(fault);
        if (guard != null) {
            inForce.add(guard);
            timers.add(network.simulation().schedule(fault.forNanos(), () -> end(guard)));
        }
    }

    private void end(Guard guard) {
        inForce.remove(guard);
        guard.close();
    }

    private @Nullable Guard start(PlannedFault fault) {
        List<List<Host>> groups =
                fault.kind().targets(fault.target()).stream().map(this::hosts).toList();
        List<Host> first = groups.getFirst();
        Host a = first.getFirst();
        Host b = groups.getLast().getLast();
        long amount = fault.amount();
        return switch (fault.kind()) {
            case DROP -> network.rule(Rules.drop(a, b));
            case ONE_WAY -> network.rule(Rules.oneWay(a, b));
            case DROP_SYN -> network.rule(Rules.dropSyn(a, b));
            case ISOLATE -> network.rule(Rules.isolate(a));
            case HALVES -> network.rule(Rules.partition(first, groups.getLast()));
            case RING -> network.rule(Partitions.ring(first, 1));
            case BRIDGE -> network.rule(Partitions.bridge(first, groups.get(1).getFirst(), groups.getLast()));
            case PARTIAL ->
                network.rule(Partitions.partial(groups.stream()
                        .map(p -> new Partitions.Cut(p.getFirst(), p.getLast()))
                        .toList()));
            case DELAY -> network.rule(Rules.delay(a, b, amount));
            case LOSE -> network.rule(Rules.lose(a, b, Math.min(1, amount / THOUSAND), losses()));
            case HOLD -> network.rule(Rules.hold(a, b));
            case CLOG -> network.rule(Rules.clog(a));
            case FLAP -> {
                long half = Math.max(1, amount);
                yield network.rule(Rules.flapping(network.simulation(), Rules.drop(a, b), half, half));
            }
            case RESET -> {
                network.reset(a, b);
                yield null;
            }
            case RESET_STORM -> network.resetStorm(a, b, Math.max(1, amount));
            case CUT_AFTER -> network.rule(Rules.cutAfter(a, b, amount, CutDirection.BOTH));
            case SLOW_DRAIN -> network.rule(Rules.slowDrain(b, a, amount));
            case LOOKUP -> network.failLookups(a);
        };
    }

    private Choices losses() {
        return network.simulation().choices("fault-losses");
    }

    private List<Host> hosts(List<String> names) {
        return names.stream().map(this::host).toList();
    }

    private Host host(String name) {
        return network.simulation().hosts().stream()
                .filter(h -> h.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("host " + name + " does not exist, expected one of "
                        + network.simulation().hosts()));
    }

    /** How many faults are in force. */
    public int faults() {
        return inForce.size();
    }

    @Override
    public void close() {
        timers.forEach(Timer::cancel);
        timers.clear();
        List.copyOf(inForce).forEach(this::end);
    }
}
