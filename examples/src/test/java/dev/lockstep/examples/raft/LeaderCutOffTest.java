package dev.lockstep.examples.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import dev.lockstep.core.OwnClasses;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.junit.SimTest;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * JGroups-Raft, three members on three hosts over its own TCP transport. Its leader is cut off: the others elect one new leader,
 * once; the old one steps down, refuses writes, and catches up when the partition is over. All of it within what the
 * configuration of JGroups allows.
 */
class LeaderCutOffTest {
    private static final long MILLI = 1_000_000L;
    private static final List<String> NAMES = List.of("A", "B", "C");

    /** What the network adds to the bounds of the configuration: round trips of well below a millisecond each. */
    private static final long ROUND_TRIPS = 100 * MILLI;

    /** JGroups keeps addresses, names and pools in static fields, and a host is a process: it gets classes of its own. */
    private static final OwnClasses OWN = OwnClasses.of("org.jgroups.", RaftMember.class.getName());

    private final Map<String, Member> members = new TreeMap<>();
    private final List<String> roles = new ArrayList<>();

    @SimTest(seeds = 5)
    void electsOneNewLeaderAndTheOldOneCatchesUp(Simulation simulation) {
        start(simulation);
        Host old = simulation.host(awaitLeader(simulation));
        Host first = survivor(simulation, old, 0);
        Host second = survivor(simulation, old, 1);
        Member.Bounds bounds = member(old).bounds();
        writes(simulation, List.of(old, first, second), "before");
        assertThat(roles).containsExactly(old + " Leader");
        long term = member(old).term();

        simulation.runFor(simulation.choices("faults").between(0, 5_000 * MILLI));
        Guard partition = Network.of(simulation).rule(Rules.partition(List.of(old), List.of(first, second)));
        long cut = simulation.nanoTime();
        within(simulation, bounds.election(), () -> haveAnother(old, first, second));
        String next = member(first).leader();
        assertThat(next).isIn(first.name(), second.name());
        within(simulation, bounds.stepDown(), () -> member(old).leader().isEmpty());
        assertThat(roles).containsExactlyInAnyOrder(old + " Leader", next + " Leader", old + " Follower");
        writes(simulation, List.of(first, second), "during");
        refusesWrites(simulation, old);
        assertThat(member(old).content()).containsOnlyKeys("before A", "before B", "before C");

        partition.close();
        long outage = (simulation.nanoTime() - cut) / MILLI; // a connection may rest for as long before it tries again
        within(simulation, outage + bounds.merge(), () -> agree(next));
        writes(simulation, List.of(old, first, second), "after");
        assertThat(member(old).content()).hasSize(8).isEqualTo(member(first).content());
        assertThat(roles).as("one re-election").hasSize(3);
        assertThat(member(old).term()).isEqualTo(term + 1);
        assertThat(simulation.violations()).isEmpty();
    }

    private void start(Simulation simulation) {
        Network.of(simulation);
        Choices delays = simulation.choices("delays");
        for (String name : NAMES) {
            Host host = simulation.host(name);
            host.property("raft.id", name);
            host.property("raft.members", String.join(",", NAMES));
            host.property("raft.hosts", String.join("[7800],", NAMES) + "[7800]");
            host.start("main", () -> {
                Thread.sleep(delays.below(5_000));
                Member member = OWN.create(Member.class, RaftMember.class);
                members.put(name, member);
                member.join(name, role -> roles.add(name + " " + role));
            });
        }
    }

    private String awaitLeader(Simulation simulation) {
        within(simulation, 60_000, () -> members.size() == NAMES.size() && agree(anyLeader()));
        return anyLeader();
    }

    private String anyLeader() {
        return member("A").leader();
    }

    /** Whether all follow the same leader and have applied the same writes. */
    private boolean agree(String leader) {
        return !leader.isEmpty()
                && members.values().stream().allMatch(m -> m.leader().equals(leader))
                && members.values().stream().map(Member::content).distinct().count() == 1;
    }

    private boolean haveAnother(Host old, Host first, Host second) {
        String leader = member(first).leader();
        return !leader.isEmpty()
                && !leader.equals(old.name())
                && leader.equals(member(second).leader());
    }

    private Member member(Host host) {
        return member(host.name());
    }

    private Member member(String name) {
        return Objects.requireNonNull(members.get(name), "it has not started");
    }

    private static Host survivor(Simulation simulation, Host gone, int index) {
        return simulation.hosts().stream().filter(h -> h != gone).toList().get(index);
    }

    /** Each of these hosts writes one entry; all of them have all entries in the end. */
    private void writes(Simulation simulation, List<Host> hosts, String key) {
        hosts.forEach(h -> h.start("writer", () -> member(h).put(key + " " + h, "by " + h)));
        within(
                simulation,
                member(hosts.getFirst()).bounds().write(),
                () -> hosts.stream().allMatch(h -> has(h, hosts, key)));
    }

    private boolean has(Host host, List<Host> writers, String key) {
        return writers.stream().allMatch(w -> member(host).content().containsKey(key + " " + w));
    }

    private void refusesWrites(Simulation simulation, Host host) {
        List<String> refused = new ArrayList<>();
        host.start("writer", () -> {
            try {
                member(host).put("lost", "by " + host);
            } catch (Exception e) {
                refused.add(e.getMessage());
            }
        });
        within(simulation, member(host).bounds().write(), () -> !refused.isEmpty());
        assertThat(refused.getFirst()).contains("no leader");
    }

    private void within(Simulation simulation, long millis, BooleanSupplier condition) {
        assertThat(simulation.runUntil(condition, millis * MILLI + ROUND_TRIPS))
                .as(() -> "within " + millis + " ms; roles " + roles + "; "
                        + Network.of(simulation).netstat() + simulation.threads())
                .isTrue();
    }
}
