package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Hosts whose classes are their own, as those of a process are. */
class OwnClassesTest {
    /** Code with static state: it counts its instances, and remembers where its first one was made. */
    public static final class Counter implements IntSupplier {
        private static int made;
        private static final String FIRST = Thread.currentThread().getName();

        /** One more. */
        public Counter() {
            made++;
        }

        @Override
        public int getAsInt() {
            return made;
        }

        @Override
        public String toString() {
            return FIRST;
        }
    }

    /** Cannot be made. */
    public static final class Broken implements IntSupplier {
        /** Never. */
        public Broken() {
            throw new IllegalStateException("broken");
        }

        @Override
        public int getAsInt() {
            return 0;
        }
    }

    private static final OwnClasses OWN = OwnClasses.of(Counter.class.getName(), Broken.class.getName());

    private static List<String> run() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            for (String name : List.of("n1", "n2")) {
                simulation.host(name).start("main-" + name, () -> {
                    IntSupplier first = OWN.create(IntSupplier.class, Counter.class);
                    ClassLoader loader = Thread.currentThread().getContextClassLoader();
                    assertThat(first.getClass().getClassLoader()).isSameAs(loader);
                    loader.loadClass(Counter.class.getName()).getConstructor().newInstance();
                    seen.add(name + " " + first.getAsInt() + " " + first);
                });
            }
            simulation.run();
            assertThat(simulation.violations()).isEmpty();
        }
        return seen;
    }

    @Test
    void everyHostAndEveryRunHasStaticsOfItsOwn() {
        assertThat(run()).containsExactlyInAnyOrder("n1 2 main-n1", "n2 2 main-n2");
        assertThat(run()).containsExactlyInAnyOrder("n1 2 main-n1", "n2 2 main-n2");
    }

    @Test
    void whatCannotBeMadeIsSaid() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            for (Class<? extends IntSupplier> type : List.of(Broken.class, Shared.class)) {
                simulation.host("n1").start("main", () -> {
                    try {
                        OWN.create(IntSupplier.class, type);
                    } catch (SimulationException e) {
                        seen.add(e.getMessage());
                    }
                });
            }
            simulation.run();
        }
        assertThat(seen).hasSize(2).anyMatch(m -> m.contains("cannot make a") && m.contains("Broken"));
        assertThat(seen).anyMatch(m -> m.contains("Shared is shared, expected a name that starts with one of ["));
    }

    /** Not among them. */
    public static final class Shared implements IntSupplier {
        /** Nothing. */
        public Shared() {}

        @Override
        public int getAsInt() {
            return 0;
        }
    }
}
