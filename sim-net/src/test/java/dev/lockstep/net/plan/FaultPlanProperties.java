package dev.lockstep.net.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Random fault plans keep to their budget, differ, can lose any part, and leave nothing behind. */
@SuppressWarnings("AddressSelection") // a simulated host has one address
class FaultPlanProperties {
    private static final long SECOND = 1_000_000_000L;
    private static final int PORT = 7_000;

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "h" + i).toList();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void shouldKeepSomebodyInTouchWithAMajority(@ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int hosts) {
        FaultPlan plan = FaultPlan.draw(
                Choices.seeded(seed),
                FaultPlanOptions.of(names(hosts)).faults(12).budget(new FaultBudget.Majority()));
        for (PlannedFault fault : plan.faults()) {
            List<PlannedFault> together = plan.faults().stream()
                    .filter(f -> f.atNanos() <= fault.atNanos() && fault.atNanos() <= f.endNanos())
                    .toList();
            Severed severed = new Severed(names(hosts), together);
            assertThat(names(hosts))
                    .anyMatch(a -> names(hosts).stream()
                                    .filter(b -> !severed.severed(a, b))
                                    .count()
                            > hosts / 2);
        }
    }

    /** What {@link Severed} believes is what connections find. */
    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void shouldSeverJustWhatItSays(@ForAll long seed) {
        List<String> names = names(5);
        Set<FaultKind> kinds = EnumSet.of(
                FaultKind.DROP,
                FaultKind.ISOLATE,
                FaultKind.HALVES,
                FaultKind.RING,
                FaultKind.BRIDGE,
                FaultKind.PARTIAL,
                FaultKind.CLOG,
                FaultKind.HOLD,
                FaultKind.RESET);
        FaultPlan plan = FaultPlan.draw(
                Choices.seeded(seed),
                FaultPlanOptions.of(names).times(0, 0, SECOND).faults(3).kinds(kinds));
        FaultPlan lasting = new FaultPlan(plan.faults().stream()
                .map(f -> new PlannedFault(0, 100 * SECOND, f.kind(), f.target(), 0))
                .toList());
        Severed severed = new Severed(names, lasting.faults());
        Set<String> wrong = new TreeSet<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            Network network = Network.of(simulation);
            names.forEach(simulation::host);
            simulation.hosts().forEach(FaultPlanProperties::listen);
            try (FaultRun run = lasting.schedule(network)) {
                for (Host a : simulation.hosts()) {
                    for (Host b : simulation.hosts()) {
                        if (a != b) {
                            boolean expected = !severed.severed(a.name(), b.name());
                            a.start("try", () -> tryConnect(b, expected, wrong));
                        }
                    }
                }
                simulation.runFor(20 * SECOND);
                assertThat(run.faults())
                        .isEqualTo(lasting.faults().stream()
                                .filter(f -> f.kind() != FaultKind.RESET)
                                .count());
            }
            assertThat(network.netstat()).doesNotContain("rule");
        }
        assertThat(wrong).as("%s", lasting).isEmpty();
    }

    private static void listen(Host host) {
        host.start("listen", () -> {
            ServerSocket listener = new ServerSocket(PORT);
            while (true) {
                listener.accept();
            }
        });
    }

    private static void tryConnect(Host to, boolean expected, Set<String> wrong) throws InterruptedException {
        Thread.sleep(10);
        boolean open;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(to.name(), PORT), 5_000);
            open = true;
        } catch (IOException e) {
            open = false;
        }
        if (open != expected) {
            wrong.add(Host.current() + "->" + to + " open " + open);
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void shouldEndEveryFaultAndStaySameWithoutOne(@ForAll long seed) {
        FaultPlan plan = FaultPlan.draw(Choices.seeded(seed), FaultPlanOptions.of(names(4)));
        assertThat(plan).isEqualTo(FaultPlan.draw(Choices.seeded(seed), FaultPlanOptions.of(names(4))));
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            Network network = Network.of(simulation);
            names(4).forEach(simulation::host);
            FaultRun run = plan.schedule(network);
            simulation.runFor(100 * SECOND);
            assertThat(network.netstat()).doesNotContain("rule");
            assertThat(run.faults()).isZero();
        }
        if (!plan.faults().isEmpty()) {
            assertThat(plan.without(0).faults())
                    .isEqualTo(plan.faults().subList(1, plan.faults().size()));
        }
    }

    @Example
    void shouldLeaveOutKindsInEachPlanAndUseAllInMany() {
        Set<FaultKind> all = EnumSet.noneOf(FaultKind.class);
        for (int seed = 0; seed < 200; seed++) {
            Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
            FaultPlan.draw(
                            Choices.seeded(seed),
                            FaultPlanOptions.of(names(5)).faults(1_000).times(0, SECOND, SECOND))
                    .faults()
                    .forEach(f -> kinds.add(f.kind()));
            assertThat(kinds.size()).isBetween(0, 17);
            all.addAll(kinds);
        }
        assertThat(all).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void shouldSwizzle(@ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int hosts) {
        FaultPlan plan = FaultPlan.swizzle(Choices.seeded(seed), names(hosts), SECOND, 10 * SECOND);
        assertThat(plan.faults()).hasSizeBetween(1, hosts).allMatch(f -> f.kind() == FaultKind.CLOG);
        assertThat(plan.faults().stream().map(PlannedFault::target)).doesNotHaveDuplicates();
        assertThat(plan.faults()).allMatch(f -> f.atNanos() >= SECOND && f.atNanos() < 11 * SECOND);
        assertThat(plan.faults()).allMatch(f -> f.endNanos() >= 11 * SECOND && f.endNanos() < 21 * SECOND);
        assertThat(plan.faults().stream().map(PlannedFault::endNanos)).doesNotHaveDuplicates();
    }

    @Example
    void shouldSayWhatIsWrongWithAFault() {
        assertThatThrownBy(() -> new PlannedFault(0, 0, FaultKind.DROP, "a->b", 0))
                .hasMessage("target of drop is a->b, expected the form a<->b");
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            FaultPlan plan = new FaultPlan(List.of(new PlannedFault(0, 0, FaultKind.ISOLATE, "nobody", 0)));
            assertThatThrownBy(() -> plan.schedule(Network.of(simulation)))
                    .hasMessage("host nobody does not exist, expected one of []");
        }
    }
}
