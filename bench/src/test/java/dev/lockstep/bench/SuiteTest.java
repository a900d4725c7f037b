package dev.lockstep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.search.Benchmark;
import dev.lockstep.search.Benchmark.Unit;
import dev.lockstep.search.bench.Measured;
import dev.lockstep.search.bench.Spread;
import dev.lockstep.search.cli.Lockstep;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every benchmark runs a tiny round; how fast it was is nobody's business here. */
class SuiteTest {
    private static final double TINY = 1e-4;

    static List<Benchmark> benchmarks() {
        return new Suite()
                .benchmarks().stream()
                        .filter(b ->
                                !b.name().equals("agent-start")) // needs the packaged agent, which tests do not have
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void yieldsNumbers(Benchmark benchmark) throws Exception {
        Measured measured = Measured.of(benchmark, 1, TINY);
        assertThat(measured.values()).hasSameSizeAs(benchmark.contenders());
        for (String contender : measured.values().keySet()) {
            Spread spread = measured.spread(contender);
            assertThat(spread.median()).isFinite();
            if (benchmark.unit() != Unit.COUNT) {
                assertThat(spread.median()).isPositive();
            }
        }
    }

    @Test
    void theCommandPrintsEveryContenderAndItsGoal() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Lockstep.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "bench",
                "hold-10",
                "--rounds",
                "1",
                "--scale",
                "0.001");
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("hold-10: ", "hold-1000: ", "hold-100000: ")
                .contains("lockstep", "bare heap", "reactor", "rxjava", "kotlinx", "jmock", "ssj", ">= 0.80")
                .containsPattern("\\d+ goals, \\d+ missed");
    }
}
