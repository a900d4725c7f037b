package dev.lockstep.net;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The shapes of partitions (as in Jepsen's nemeses). Each drops, both ways, what goes between hosts that cannot see each other. */
public final class Partitions {
    /**
     * Two hosts that cannot see each other.
     *
     * @param a one of them
     * @param b the other
     */
    public record Cut(Host a, Host b) {}

    private Partitions() {}

    /** Cuts one host off from everybody. */
    public static Rule isolate(Host host) {
        return Rules.isolate(host);
    }

    /** Two halves, the first with the greater part: a random draw of who is where. */
    public static Rule halves(List<Host> hosts, Choices choices) {
        List<Host> mixed = shuffled(hosts, choices);
        int left = (hosts.size() + 1) / 2;
        return Rules.partition(mixed.subList(0, left), mixed.subList(left, mixed.size()));
    }

    /**
     * Each host sees only those beside it in the list, the last beside the first: everybody sees a majority of five, and no two
     * see the same.
     *
     * @param reach how many on each side a host sees, at least 1
     */
    public static Rule ring(List<Host> hosts, int reach) {
        if (reach < 1) {
            throw new IllegalArgumentException("reach is " + reach + ", expected at least 1");
        }
        List<Cut> cuts = new ArrayList<>();
        int size = hosts.size();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (Math.min(j - i, size - j + i) > reach) {
                    cuts.add(new Cut(hosts.get(i), hosts.get(j)));
                }
            }
        }
        return partial("ring " + names(hosts) + " reach " + reach, cuts);
    }

    /** Two groups that see each other only over one host, which sees all. */
    public static Rule bridge(List<Host> one, Host bridge, List<Host> other) {
        List<Cut> cuts = new ArrayList<>();
        for (Host a : one) {
            for (Host b : other) {
                if (a != bridge && b != bridge) {
                    cuts.add(new Cut(a, b));
                }
            }
        }
        return partial("bridge " + names(one) + " | " + bridge + " | " + names(other), cuts);
    }

    /** A random partial partition: each pair is cut with a probability (0 to 1). */
    public static Rule random(List<Host> hosts, double probability, Choices choices) {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                if (shouldCut(probability, choices)) {
                    cuts.add(new Cut(hosts.get(i), hosts.get(j)));
                }
            }
        }
        return partial(cuts);
    }

    private static boolean shouldCut(double probability, Choices choices) {
        return choices.chance(probability);
    }

    /** Just these pairs. */
    public static Rule partial(List<Cut> cuts) {
        String pairs = cuts.stream().map(c -> c.a() + "<->" + c.b()).collect(Collectors.joining(","));
        return partial("partial partition " + pairs, cuts);
    }

    private static Rule partial(String description, List<Cut> cuts) {
        Set<Cut> both = new HashSet<>();
        for (Cut cut : cuts) {
            both.add(cut);
            both.add(new Cut(cut.b(), cut.a()));
        }
        return Rules.matching(description, p -> both.contains(new Cut(p.from(), p.to())), Verdict.DROP);
    }

    private static List<Host> shuffled(List<Host> hosts, Choices choices) {
        List<Host> mixed = new ArrayList<>(hosts);
        for (int i = mixed.size() - 1; i > 0; i--) {
            Collections.swap(mixed, i, choices.below(i + 1));
        }
        return mixed;
    }

    private static String names(List<Host> hosts) {
        return hosts.stream().map(Host::name).collect(Collectors.joining(","));
    }
}
