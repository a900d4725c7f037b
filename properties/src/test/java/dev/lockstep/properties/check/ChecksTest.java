package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.properties.testing.Reports;
import java.lang.Thread.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that no defect of the node is needed for: told by hand. */
class ChecksTest {
    private static ThreadStatus thread(String name, String heldBy) {
        return new ThreadStatus("n1", name, 1, State.WAITING, "lock", heldBy, 0, 1, List.of());
    }

    @Test
    void circleOfThreadsIsADeadlock() {
        Reports reports = new Reports();
        new NoDeadlock(reports)
                .look(List.of(thread("a", "n1/b"), thread("b", "n1/c"), thread("c", "n1/a"), thread("d", "n1/a")));
        assertThat(reports.properties()).containsExactly("no-deadlock");
    }

    @Test
    void threadsThatWaitInARowAreNone() {
        Reports reports = new Reports();
        new NoDeadlock(reports).look(List.of(thread("a", "n1/b"), thread("b", "n1/c"), thread("c", "")));
        assertThat(reports.properties()).isEmpty();
    }
}
