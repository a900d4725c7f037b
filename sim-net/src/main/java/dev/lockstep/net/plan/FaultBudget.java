package dev.lockstep.net.plan;

import java.util.List;

/** What a random plan must leave alive at every moment, so that a system can be asked to make progress. */
public sealed interface FaultBudget {
    /** Anything may fail at once. */
    record Unlimited() implements FaultBudget {}

    /** Some host can always talk to a majority of all, itself counted, without a detour: a leader can have a quorum. */
    record Majority() implements FaultBudget {}

    /**
     * Two hosts can always talk to each other, without a detour.
     *
     * @param a one of them
     * @param b the other
     */
    record Path(String a, String b) implements FaultBudget {}

    /** Whether faults may be in force together. */
    default boolean allows(List<String> hosts, List<PlannedFault> together) {
        Severed severed = new Severed(hosts, together);
        return switch (this) {
            case Unlimited all -> true;
            case Majority most -> hosts.stream().anyMatch(h -> reaches(severed, h) > hosts.size() / 2);
            case Path path -> !severed.severed(path.a, path.b);
        };
    }

    private static long reaches(Severed severed, String host) {
        return severed.hosts().stream().filter(h -> !severed.severed(host, h)).count();
    }
}
