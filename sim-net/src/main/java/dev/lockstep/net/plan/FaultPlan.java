package dev.lockstep.net.plan;

import dev.lockstep.core.Choices;
import dev.lockstep.net.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An explicit list of faults. Since nothing is drawn while it is carried out, except by {@link FaultKind#LOSE}, any part of it may
 * be left out and the rest stays as it is, which is what shrinking needs. Immutable.
 *
 * @param faults what happens, kept in order of beginning
 */
public record FaultPlan(List<PlannedFault> faults) {
    /** How many draws a budget may refuse for each fault that is wanted. */
    private static final int TRIES = 8;

    /** Sorts and copies. */
    public FaultPlan {
        faults = faults.stream()
                .sorted(Comparator.comparingLong(PlannedFault::atNanos))
                .toList();
    }

    /** A random plan that keeps to its budget at every moment. */
    public static FaultPlan draw(Choices choices, FaultPlanOptions options) {
        FaultDraw draw = new FaultDraw(choices, options);
        int wanted = draw.drawCount();
        List<PlannedFault> faults = new ArrayList<>();
        for (int tries = 0; faults.size() < wanted && tries < TRIES * wanted; tries++) {
            PlannedFault fault = draw.draw();
            if (fits(faults, fault, options)) {
                faults.add(fault);
            }
        }
        return new FaultPlan(faults);
    }

    /** Whether a fault may be added: looked at whenever one of them begins. */
    private static boolean fits(List<PlannedFault> others, PlannedFault fault, FaultPlanOptions options) {
        if (options.budget() instanceof FaultBudget.Unlimited) {
            return true;
        }
        List<PlannedFault> all = new ArrayList<>(others);
        all.add(fault);
        return all.stream().allMatch(f -> options.budget().allows(options.hosts(), inForce(all, f.atNanos())));
    }

    private static List<PlannedFault> inForce(List<PlannedFault> faults, long at) {
        return faults.stream()
                .filter(f -> f.atNanos() <= at && at <= f.endNanos())
                .toList();
    }

    /**
     * FoundationDB's swizzle-clogging: some hosts are clogged one after the other, and unclogged one after the other in another
     * order.
     *
     * @param fromNanos when the first is clogged, virtual ns
     * @param forNanos how long it takes to clog all, ns, at least 1; then to unclog all as long again
     */
    public static FaultPlan swizzle(Choices choices, List<String> hosts, long fromNanos, long forNanos) {
        FaultDraw draw = new FaultDraw(choices, FaultPlanOptions.of(hosts));
        List<String> clogged = draw.shuffled().subList(0, 1 + choices.below(hosts.size()));
        List<String> freed = draw.shuffled().stream().filter(clogged::contains).toList();
        long step = Math.max(1, forNanos / clogged.size());
        List<PlannedFault> faults = new ArrayList<>();
        for (int i = 0; i < clogged.size(); i++) {
            long at = fromNanos + i * step;
            long end = fromNanos + forNanos + freed.indexOf(clogged.get(i)) * step;
            faults.add(new PlannedFault(at, end - at, FaultKind.CLOG, clogged.get(i), 0));
        }
        return new FaultPlan(faults);
    }

    /** The same without one of its faults. */
    public FaultPlan without(int index) {
        List<PlannedFault> rest = new ArrayList<>(faults);
        rest.remove(index);
        return new FaultPlan(rest);
    }

    /** Both plans together. */
    public FaultPlan and(FaultPlan other) {
        List<PlannedFault> all = new ArrayList<>(faults);
        all.addAll(other.faults);
        return new FaultPlan(all);
    }

    /**
     * Has the faults happen at their times; those whose time is past begin at once.
     *
     * @return ends all that is in force, and those to come, when it is closed
     * @throws IllegalArgumentException if a fault names a host that does not exist
     */
    public FaultRun schedule(Network network) {
        return new FaultRun(network, this);
    }

    /** A line for each fault. */
    @Override
    public String toString() {
        return faults.stream().map(PlannedFault::toString).collect(Collectors.joining("\n"));
    }
}
