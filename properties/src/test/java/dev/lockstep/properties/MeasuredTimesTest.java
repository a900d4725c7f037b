package dev.lockstep.properties;

import static dev.lockstep.properties.SetnodesCase.SECOND;
import static dev.lockstep.properties.SetnodesCase.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The times that CLUSTERX SETNODES takes in simulation agree with those of the real server, profile by profile, and the base node
 * is bounded in every case. The table these tests fill is docs/measured.md.
 */
class MeasuredTimesTest {
    private static final long MILLI = 1_000_000L;
    private static final long BASE_BOUND = 4_300 * MILLI;
    private static final StringBuilder TABLE = new StringBuilder();

    /** Runs a case on a profile, notes it beside what was measured, and returns the time. */
    private static long answer(String profile, ToLongFunction<SetnodesCase> story) {
        try (SetnodesCase run = new SetnodesCase(profile)) {
            return story.applyAsLong(run);
        }
    }

    private static void row(
            String situation, String measuredBefore, String measuredAfter, long before, long after, long base) {
        TABLE.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                situation,
                measuredBefore,
                seconds(before),
                measuredAfter,
                seconds(after),
                seconds(base)));
        assertThat(base).as("base: %s", situation).isBetween(0L, BASE_BOUND);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    @Test
    void silentDropNeverRestored() {
        ToLongFunction<SetnodesCase> story = run -> {
            run.replicateUntil("fetch_sst");
            run.runFor(TRANSFER / 3);
            run.drop();
            run.runFor(SECOND / 2);
            return run.becomeMaster();
        };
        long before = answer("kvrocks-2.10", story);
        long after = answer("kvrocks-2.11", story);
        row("packets dropped, never restored", "243.3 - 244.1", "2.9 - 3.2", before, after, answer("base", story));
        assertThat(before).isBetween(239 * SECOND, 245 * SECOND);
        assertThat(after).isBetween(SECOND / 10, 3_500 * MILLI);
    }

    @Test
    void connectsOfTheFetchPhaseBlackHoled() {
        ToLongFunction<SetnodesCase> story = run -> {
            run.replicateUntil("fetch_meta");
            run.dropSyn();
            run.runFor(SECOND);
            return run.becomeMaster();
        };
        long before = answer("kvrocks-2.10", story);
        long after = answer("kvrocks-2.11", story);
        row(
                "connects of the fetch phase black-holed",
                "131.4 - 133.5",
                "0.7 - 2.0",
                before,
                after,
                answer("base", story));
        assertThat(before).isBetween(124 * SECOND, 134 * SECOND);
        assertThat(after).isBetween(0L, 3_500 * MILLI);
    }

    @Test
    void masterAliveAndSlow() {
        ToLongFunction<SetnodesCase> story = run -> {
            run.replicateUntil("fetch_sst");
            run.runFor(SECOND);
            return run.becomeMaster();
        };
        long before = answer("kvrocks-2.10", story);
        long after = answer("kvrocks-2.11", story);
        row(
                "master alive, link slow: rest of the transfer",
                "10.4 - 13.5",
                "10.7 - 13.0",
                before,
                after,
                answer("base", story));
        assertThat(before).isBetween(TRANSFER / 2, 2 * TRANSFER);
        assertThat(after).isBetween(TRANSFER / 2, 2 * TRANSFER);
    }

    @Test
    void duringTheRetrySleep() {
        ToLongFunction<SetnodesCase> story = run -> {
            run.replicateUntil("fetch_sst");
            run.runFor(TRANSFER / 3);
            run.reset();
            run.runFor(SECOND);
            return run.becomeMaster();
        };
        long before = answer("kvrocks-2.10", story);
        long after = answer("kvrocks-2.11", story);
        row("in the sleep of 10 s before a retry", "4.3 - 9.1", "4.3 - 8.4", before, after, answer("base", story));
        assertThat(before).isBetween(8 * SECOND, 10 * SECOND);
        assertThat(after).isBetween(8 * SECOND, 10 * SECOND);
    }

    @Test
    void masterStoppedAndContinued() {
        ToLongFunction<SetnodesCase> story = run -> {
            run.replicateUntil("fetch_sst");
            run.runFor(TRANSFER / 3);
            run.pauseMaster(130 * SECOND);
            // What the stopped process has left in its send buffer still goes out.
            run.runFor(10 * SECOND);
            return run.becomeMaster();
        };
        long before = answer("kvrocks-2.10", story);
        long after = answer("kvrocks-2.11", story);
        row(
                "master SIGSTOPped, continued at 130 s",
                "145.6 - 149.0",
                "2.4 - 3.3",
                before,
                after,
                answer("base", story));
        assertThat(before).isBetween(120 * SECOND, 150 * SECOND);
        assertThat(after).isBetween(0L, 3_500 * MILLI);
    }

    @AfterAll
    static void printTable() throws IOException {
        System.out.println(TABLE);
        Path doc = Path.of(System.getProperty("lockstep.root"), "docs", "measured.md");
        for (String line : TABLE.toString().lines().toList()) {
            assertThat(Files.readString(doc))
                    .as("docs/measured.md, to be brought up to date")
                    .contains(line);
        }
    }
}
