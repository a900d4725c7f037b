package dev.lockstep.net.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases of one part of the socket surface. */
abstract class Area {
    private static final long SEEDS = 2;

    private final List<Case> cases = new ArrayList<>();

    /** A case that agrees with the real kernel in every line. */
    final void agrees(String name, Case.Body body) {
        cases.add(new Case(name, body));
    }

    /** A case that is known to differ, and why. */
    final void differs(String name, String why, Case.Body body) {
        cases.add(new Case(name, why, body));
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
        List<String> expected = Runs.real(code).texts();
        assertThat(expected).as("something to compare").isNotEmpty();
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (int hosts = 1; hosts <= 2; hosts++) {
                List<String> seen = Runs.simulated(code, seed, hosts).texts();
                if (code.difference().isEmpty()) {
                    assertThat(seen).as("seed %d on %d hosts", seed, hosts).isEqualTo(expected);
                } else {
                    assertThat(seen)
                            .as("agrees with the kernel by now, so it is no difference any more")
                            .isNotEqualTo(expected);
                }
            }
        }
    }
}
