package dev.lockstep.search.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.ThreadStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitGraphTest {
    private static final long SECOND = 1_000_000_000L;

    private static ThreadStatus waiting(String thread, String heldBy, long since, String... frames) {
        List<StackTraceElement> stack = List.of(frames).stream()
                .map(f -> f.split("#"))
                .map(p -> new StackTraceElement(p[0], p[1], "File.java", 9))
                .toList();
        return new ThreadStatus(
                "n1", thread, thread.hashCode(), Thread.State.WAITING, "a.b.Lock", heldBy, since, 3, stack);
    }

    private static List<String> lines(ThreadStatus... threads) {
        return WaitGraph.lines(new Moment(10 * SECOND, List.of(threads), List.of(), ""));
    }

    @Test
    void chainsBeginWithWhomNobodyWaitsForAndEndWithWhoHoldsUpAll() {
        assertThat(lines(
                        waiting("reader", "", 2 * SECOND, "java.net.Socket#read", "app.Fetch#run"),
                        waiting("worker", "n1/repl", 9 * SECOND, "app.Worker#stop"),
                        waiting("repl", "n1/reader", 3 * SECOND, "java.lang.Thread#join", "app.Repl#end")))
                .containsExactly(
                        "n1/worker has waited 1.000 s for n1/repl (Lock), in app.Worker.stop(File.java:9)",
                        "  n1/repl has waited 7.000 s for n1/reader (Lock), in Thread.join at app.Repl.end(File.java:9)",
                        "    n1/reader has waited 8.000 s, in Socket.read at app.Fetch.run(File.java:9)");
    }

    @Test
    void circlesAreToldOnce() {
        assertThat(lines(waiting("a", "n1/b", 0), waiting("b", "n1/a", 0)))
                .containsExactly(
                        "n1/a has waited 10.000 s for n1/b (Lock)",
                        "  n1/b has waited 10.000 s for n1/a (Lock)",
                        "    n1/a, told above");
    }

    @Test
    void idleThreadsComeLastLongestFirstAndShortWaitsNotAtAll() {
        assertThat(lines(
                        waiting("late", "", 5 * SECOND),
                        waiting("early", "", SECOND),
                        waiting("fresh", "", 10 * SECOND - 1)))
                .containsExactly("n1/early has waited 9.000 s", "n1/late has waited 5.000 s");
    }
}
