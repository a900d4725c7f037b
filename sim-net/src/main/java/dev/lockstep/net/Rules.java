package dev.lockstep.net;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.net.fault.ByteBudget;
import dev.lockstep.net.fault.Flapping;
import dev.lockstep.net.fault.SlowDrain;
import dev.lockstep.net.fault.StreamCut;
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
        return cutAfter(from, to, bytes, CutDirection.BOTH);
    }

    /** The same, with a choice of what vanishes then. */
    public static Rule cutAfter(Host from, Host to, long bytes, CutDirection direction) {
        return new ByteBudget(from, to, bytes, direction);
    }

    /**
     * Cuts every connection after exactly the first {@code bytes} one host has sent to another on it, repeated bytes counting
     * once.
     */
    public static Rule cutStream(Host from, Host to, long bytes, CutDirection direction) {
        return new StreamCut(from, to, bytes, direction);
    }

    /**
     * Makes {@code reader} look as if it read slowly what {@code writer} sends: its window opens by {@code bytesPerSecond}, 0
     * keeps it closed.
     */
    public static Rule slowDrain(Host reader, Host writer, long bytesPerSecond) {
        return new SlowDrain(reader, writer, bytesPerSecond);
    }

    /** Holds all that a host sends and is sent until the rule is lifted, then lets it go on (as FoundationDB's clogging). */
    public static Rule clog(Host host) {
        return matching("clog " + host, p -> p.from() == host || p.to() == host, Verdict.HOLD);
    }

    /** Has a rule in force for {@code onNanos} and not for {@code offNanos}, over and over, beginning now. */
    public static Rule flapping(Simulation simulation, Rule rule, long onNanos, long offNanos) {
        return new Flapping(simulation, rule, onNanos, offNanos);
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
}
