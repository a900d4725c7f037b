package dev.lockstep.search.bench;

import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the rounds of a benchmark gave.
 *
 * @param benchmark the benchmark
 * @param values of each contender by name, in the benchmark's order: one a round, in the order of the rounds
 */
public record Measured(Benchmark benchmark, Map<String, List<Double>> values) {
    /** Rounds before those that count, so that code is compiled. */
    private static final int WARM_UP = 2;

    /**
     * Measures: in each round every contender has its turn, so that what disturbs the machine disturbs all.
     *
     * @param rounds that count, at least 1
     * @param scale share of a full round's work, above 0 to 1
     * @throws Exception what a round threw
     */
    public static Measured of(Benchmark benchmark, int rounds, double scale) throws Exception {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int i = -WARM_UP; i < rounds; i++) {
            for (Contender contender : benchmark.contenders()) {
                double value = contender.round().measure(scale);
                if (i >= 0) {
                    values.computeIfAbsent(contender.name(), n -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        return new Measured(benchmark, values);
    }

    /** The spread of a contender. */
    public Spread spread(String contender) {
        return Spread.of(of(contender));
    }

    private List<Double> of(String contender) {
        return Optional.ofNullable(values.get(contender)).orElseThrow();
    }

    /** The contender the benchmark is about. */
    public String own() {
        return benchmark.contenders().getFirst().name();
    }

    /** The first contender divided by another: the median of the ratios within each round, whose turns had the same machine. */
    public double ratio(String other) {
        List<Double> own = of(own());
        List<Double> others = of(other);
        return Spread.of(IntStream.range(0, own.size())
                        .mapToObj(i -> own.get(i) / others.get(i))
                        .toList())
                .median();
    }

    /** What a goal looks at: a ratio, or the value itself. */
    public double reached(Goal goal) {
        return goal.against().isEmpty() ? spread(own()).median() : ratio(goal.against());
    }

    /** The goals that are not reached. */
    public List<Goal> missed() {
        return benchmark.goals().stream().filter(g -> !g.met(reached(g))).toList();
    }
}
