package dev.lockstep.search.toy.leak;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Host;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.List;
import java.util.Map;

/** Two workers, one of which has a planted leak. */
public abstract sealed class LeakScenario implements Scenario {
    private static final long SECOND = 1_000_000_000L;
    private final String name;
    private final Host.ThrowingRunnable leak;

    private LeakScenario(String name, Host.ThrowingRunnable leak) {
        this.name = name;
        this.leak = leak;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "has a planted leak";
    }

    @Override
    public List<Invariant> invariants() {
        return List.of();
    }

    @Override
    public Plan draw(Choices choices) {
        return new Plan(Map.of(), List.of());
    }

    @Override
    public void check(Plan plan) {}

    @Override
    public void run(Run run) {
        run.simulation().host("a").start("leaks", leak);
        run.simulation().host("b").start("works", () -> {
            for (int i = 0; i < 100; i++) {
                Thread.sleep(7);
            }
        });
        run.simulation().runFor(100 * SECOND);
    }

    /** Reads a clock in native code. */
    public static final class NativeClock extends LeakScenario {
        /** A scenario. */
        public NativeClock() {
            super("leak-native-clock", PlantedLeaks::nativeClock);
        }
    }

    /** Goes through a map ordered by the identity hashes of enum constants. */
    public static final class HashOrder extends LeakScenario {
        /** A scenario. */
        public HashOrder() {
            super("leak-hash-order", PlantedLeaks::hashOrder);
        }
    }

    /** Goes one way or the other. */
    public static final class Branch extends LeakScenario {
        /** A scenario. */
        public Branch() {
            super("leak-branch", PlantedLeaks::branch);
        }
    }
}
