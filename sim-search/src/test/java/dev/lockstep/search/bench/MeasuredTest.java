package dev.lockstep.search.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import dev.lockstep.search.Benchmark.Unit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rounds say beside each other. */
class MeasuredTest {
    private static Contender contender(String name, double... rounds) {
        Iterator<Double> values = Arrays.stream(rounds).iterator();
        return new Contender(name, scale -> values.next());
    }

    /** A machine of half the speed in its second round, twice in its third; the two rounds before them warm up. */
    @Test
    void aRatioComparesTurnsOfOneRound() throws Exception {
        Benchmark benchmark = new Benchmark(
                "b",
                "s",
                Unit.PER_SECOND,
                List.of(contender("own", 0, 0, 9, 5, 20), contender("other", 0, 0, 10, 5, 20)),
                List.of(Goal.atLeast(1, "other")));

        Measured measured = Measured.of(benchmark, 3, 1);

        assertThat(measured.spread("own")).isEqualTo(new Spread(5, 9, 20));
        assertThat(measured.spread("other")).isEqualTo(new Spread(5, 10, 20));
        assertThat(measured.ratio("other")).isEqualTo(1);
        assertThat(measured.missed()).isEmpty();
    }
}
