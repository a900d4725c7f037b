package dev.lockstep.net.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which pairs of hosts cannot talk to each other while some faults are in force. */
final class Severed {
    /** An unordered pair, the smaller name first. */
    private record Pair(String a, String b) {
        static Pair of(String a, String b) {
            return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }

    private final List<String> hosts;
    private final Set<Pair> pairs = new HashSet<>();

    Severed(List<String> hosts, Collection<PlannedFault> faults) {
        this.hosts = hosts;
        faults.forEach(this::add);
    }

    boolean severed(String a, String b) {
        return pairs.contains(Pair.of(a, b));
    }

    List<String> hosts() {
        return hosts;
    }

    private void add(PlannedFault fault) {
        List<List<String>> groups = fault.kind().targets(fault.target());
        switch (fault.kind()) {
            case DROP, ONE_WAY, DROP_SYN, HOLD, FLAP, RESET_STORM, CUT_AFTER, HALVES ->
                between(groups.get(0), groups.get(1));
            case BRIDGE -> between(groups.get(0), groups.get(2));
            case ISOLATE, CLOG -> between(groups.get(0), others(groups.get(0).get(0)));
            case PARTIAL -> groups.forEach(p -> pairs.add(Pair.of(p.get(0), p.get(1))));
            case RING -> ring(groups.get(0));
            case DELAY, LOSE, RESET, SLOW_DRAIN, LOOKUP -> {}
        }
    }

    private List<String> others(String host) {
        List<String> others = new ArrayList<>(hosts);
        others.remove(host);
        return others;
    }

    private void between(List<String> one, List<String> other) {
        one.forEach(a -> other.forEach(b -> pairs.add(Pair.of(a, b))));
    }

    private void ring(List<String> circle) {
        int size = circle.size();
        for (int i = 0; i < size; i++) {
            for (int j = i + 2; j < size - (i == 0 ? 1 : 0); j++) {
                pairs.add(Pair.of(circle.get(i), circle.get(j)));
            }
        }
    }
}
