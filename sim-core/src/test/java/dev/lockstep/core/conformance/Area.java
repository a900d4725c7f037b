package dev.lockstep.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.conformance.Runs.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases of one area of the JDK. */
abstract class Area {
    private static final long SEEDS = 3;

    private final List<Case> cases = new ArrayList<>();

    /** A case that agrees with the real JVM in every line. */
    final void agrees(String name, Case.Body body) {
        cases.add(new Case(name, Case.Kind.AGREES, 0, body));
    }

    /** A case that agrees with the real JVM in every line and takes just so many ticks of virtual time. */
    final void takes(long ticks, String name, Case.Body body) {
        cases.add(new Case(name, Case.Kind.TIMED, ticks, body));
    }

    /** A case that draws from the seed. */
    final void draws(String name, Case.Body body) {
        cases.add(new Case(name, Case.Kind.DRAWN, 0, body));
    }

    /** A case that sees the same under every seed, but not on the real JVM. */
    final void fixed(String name, Case.Body body) {
        cases.add(new Case(name, Case.Kind.FIXED, 0, body));
    }

    /** The cases in the order they were added. */
    final List<Case> cases() {
        return Collections.unmodifiableList(cases);
    }

    @TestFactory
    final Stream<DynamicTest> conformance() {
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(Case code) throws InterruptedException {
        List<String> expected = Runs.real(code).lines();
        assertThat(expected).as("something to compare").isNotEmpty();
        Set<List<String>> seen = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Result result = Runs.simulated(code, seed);
            Result again = Runs.simulated(code, seed);
            assertThat(again.lines()).as("seed %d again", seed).isEqualTo(result.lines());
            assertThat(again.hash()).as("trace of seed %d again", seed).isEqualTo(result.hash());
            switch (code.kind()) {
                case AGREES -> assertThat(result.lines()).as("seed %d", seed).isEqualTo(expected);
                case TIMED -> {
                    assertThat(result.lines()).as("seed %d", seed).isEqualTo(expected);
                    assertThat(result.nanos()).as("virtual time").isEqualTo(code.ticks() * 1_000_000_000L);
                }
                default -> {}
            }
            seen.add(result.lines());
        }
        if (code.kind() == Case.Kind.DRAWN) {
            assertThat(seen).as("what different seeds give").hasSizeGreaterThan(1);
        } else {
            assertThat(seen).as("what different seeds give").hasSize(1);
        }
    }
}
