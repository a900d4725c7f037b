package dev.lockstep.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Enumerated choices: every sequence once, none left out, and the recording gives the same run. */
class EnumerationProperties {
    private static final Set<String> PLAN = Set.of("plan");

    /** A run that makes a decision of each kind, and more of them if the first says so. */
    private static List<Object> run(Choices root) {
        Choices plan = root.fork("plan");
        List<Object> made = new ArrayList<>();
        made.add(plan.below(3));
        made.add(plan.oneOf(List.of("a", "b", "a")));
        made.add(plan.bits());
        if (made.getFirst().equals(1)) {
            made.add(plan.between(-5, 5));
            made.add(plan.fork("child").chance(0.3));
        }
        made.add(plan.between(7, 7));
        made.add(plan.unit());
        made.add(root.fork("other").below(1_000));
        return made;
    }

    @Property
    void allSequencesOnce(@ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 4) Integer> bounds) {
        Enumeration enumeration = new Enumeration(PLAN, bounds.size(), 2);
        Set<List<Integer>> seen = new HashSet<>();
        int runs = 0;
        while (enumeration.advance()) {
            Choices plan = enumeration.choices(Choices.seeded(1)).fork("plan");
            seen.add(bounds.stream().map(plan::below).toList());
            runs++;
        }
        int product = bounds.stream().reduce(1, (a, b) -> a * b);
        assertThat(seen).hasSize(product);
        assertThat(runs).isEqualTo(product);
        assertThat(enumeration.advance()).isFalse();
    }

    @Property
    void theRecordingGivesTheSameRun(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int depth,
            @ForAll @IntRange(min = 2, max = 5) int values) {
        Enumeration enumeration = new Enumeration(PLAN, depth, values);
        while (enumeration.advance()) {
            List<Object> made = run(enumeration.choices(Choices.seeded(seed)));
            Recording kept = Recording.of(enumeration.recording().toMap());
            assertThat(run(Choices.replaying(kept, Choices.seeded(seed)))).isEqualTo(made);
            assertThat(enumeration.decisions()).isBetween(1, depth);
        }
    }

    @Example
    void decisionsHaveTheAlternativesOfTheirKind() {
        Enumeration enumeration = new Enumeration(PLAN, 100, 3);
        List<List<Object>> all = new ArrayList<>();
        while (enumeration.advance()) {
            all.add(run(enumeration.choices(Choices.seeded(1))));
        }
        // Two of the three indexes lead to 2 * 3 runs, the other one to 2 * 3 * 2 * 3.
        assertThat(all).hasSize(48).doesNotHaveDuplicates();
        assertThat(all.stream().map(m -> m.get(1))).containsOnly("a", "b");
        assertThat(all.stream().filter(m -> m.size() == 8).map(m -> m.get(3))).containsOnly(-5L, 0L, 5L);
        assertThat(all.stream().map(List::getLast))
                .containsOnly(Choices.seeded(1).fork("other").below(1_000));
        assertThat(all.stream().map(m -> (double) m.get(m.size() - 2)))
                .contains(0.0)
                .allMatch(u -> u < 1);
    }

    @Example
    void theWidestRangeIsCoveredToItsEnds() {
        Enumeration enumeration = new Enumeration(PLAN, 1, 3);
        List<Long> made = new ArrayList<>();
        while (enumeration.advance()) {
            made.add(enumeration.choices(Choices.seeded(1)).fork("plan").between(0, Long.MAX_VALUE - 1));
        }
        assertThat(made).containsExactly(0L, (Long.MAX_VALUE - 1) / 2, Long.MAX_VALUE - 1);
    }

    @Example
    void aRunThatIsNotDeterministicIsNoticed() {
        Enumeration enumeration = new Enumeration(PLAN, 2, 2);
        assertThat(enumeration.advance()).isTrue();
        Choices first = enumeration.choices(Choices.seeded(1)).fork("plan");
        assertThat(first.below(3) + first.below(2)).isZero();
        assertThat(enumeration.advance()).isTrue();
        Choices second = enumeration.choices(Choices.seeded(1)).fork("plan");
        assertThatThrownBy(() -> second.below(4))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("decision 0 has 4 alternatives, expected 3");
    }
}
