package dev.lockstep.net;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The built-in faults. Each is a rule to be given to {@link Network#rule}. */
public final class Rules {
    private Rules() {}

    /** Drops everything between two hosts, both ways. */
    public static Rule drop(Host a, Host b) {
        return matching("drop " + a + "<->" + b, between(a, b), Verdict.DROP);
    }

    /** Drops everything one host sends to another; the way back stays open. */
    public static Rule oneWay(Host from, Host to) {
        return matching("drop " + from + "->" + to, direction(from, to), Verdict.DROP);
    }

    /** Drops everything to and from a host; it can still talk to itself. */
    public static Rule isolate(Host host) {
        return matching("isolate " + host, p -> p.from() == host || p.to() == host, Verdict.DROP);
    }

    /** Drops everything between a host of the one group and a host of the other. */
    public static Rule partition(Collection<Host> one, Collection<Host> other) {
        Set<Host> left = Set.copyOf(one);
        Set<Host> right = Set.copyOf(other);
        return matching(
                "partition " + names(one) + " | " + names(other),
                p -> (left.contains(p.from()) && right.contains(p.to()))
                        || (right.contains(p.from()) && left.contains(p.to())),
                Verdict.DROP);
    }

    /** Delays everything between two hosts, both ways, by {@code nanos} beyond what the link takes. */
    public static Rule delay(Host a, Host b, long nanos) {
        return matching("delay " + a + "<->" + b + " by " + nanos + " ns", between(a, b), Verdict.deliverAfter(nanos));
    }

    /** Drops what opens new connections from one host to another: a black hole for connect, harmless to open connections. */
    public static Rule dropSyn(Host from, Host to) {
        Predicate<Packet> opening = p -> p.syn() && !p.ack();
        return matching("drop SYN " + from + "->" + to, direction(from, to).and(opening), Verdict.DROP);
    }

    /** Holds everything between two hosts, both ways, until the rule is lifted. */
    public static Rule hold(Host a, Host b) {
        return matching("hold " + a + "<->" + b, between(a, b), Verdict.HOLD);
    }

    /**
     * Lets exactly {@code bytes} of payload from one host to another through (all connections together, repeated bytes count
     * each time), then drops everything between the two, both ways.
     */
    public static Rule cutAfter(Host from, Host to, long bytes) {
        return new ByteBudget(from, to, bytes);
    }

    /** Drops each packet between two hosts with a probability (0 to 1) drawn from a stream of the simulation. */
    public static Rule lose(Host a, Host b, double probability, Choices choices) {
        Predicate<Packet> shouldLose = p -> choices.chance(probability);
        return matching(
                "lose " + a + "<->" + b + " " + probability, between(a, b).and(shouldLose), Verdict.DROP);
    }

    /**
     * Gives the packets that a predicate picks one verdict.
     *
     * @param description as {@link Rule#describe}
     */
    public static Rule matching(String description, Predicate<Packet> predicate, Verdict verdict) {
        return new Rule() {
            @Override
            public Verdict onPacket(Packet packet) {
                return predicate.test(packet) ? verdict : Verdict.PASS;
            }

            @Override
            public String describe() {
                return description;
            }
        };
    }

    /** Whether a packet goes from the one host to the other or back. */
    public static Predicate<Packet> between(Host a, Host b) {
        return direction(a, b).or(direction(b, a));
    }

    /** Whether a packet goes from the one host to the other. */
    public static Predicate<Packet> direction(Host from, Host to) {
        return p -> p.from() == from && p.to() == to;
    }

    private static String names(Collection<Host> hosts) {
        return hosts.stream().map(Host::name).collect(Collectors.joining(","));
    }

    /** Passes a number of bytes, then cuts. */
    private static final class ByteBudget implements Rule {
        private final Host from;
        private final Host to;
        private final long bytes;
        private long left;
        private boolean cut;

        ByteBudget(Host from, Host to, long bytes) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
            this.left = bytes;
        }

        @Override
        public Verdict onPacket(Packet packet) {
            boolean forth = packet.from() == from && packet.to() == to;
            boolean back = packet.from() == to && packet.to() == from;
            if (cut && (forth || back)) {
                return Verdict.DROP;
            }
            if (!forth || packet.length() <= left) {
                left -= forth ? packet.length() : 0;
                return Verdict.PASS;
            }
            int through = (int) left;
            left = 0;
            cut = true;
            return through == 0 ? Verdict.DROP : Verdict.truncate(through);
        }

        @Override
        public String describe() {
            return "cut " + from + "->" + to + " after " + bytes + " bytes";
        }
    }
}
