package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.ThreadStatus;
import dev.lockstep.properties.client.Topology;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.lang.Thread.State;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Checks told by hand what no defect of the node shows by itself. */
class ChecksTest {
    /** A batch with one record of the family that holds keys: one of name space n. */
    private static byte[] put(int slot) {
        return new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 5, 1, 5, 1, 'n', 0, (byte) slot, 'k', 1, 'v'};
    }

    private static ThreadStatus thread(String name, String heldBy) {
        return new ThreadStatus("n1", name, 1, State.WAITING, "lock", heldBy, 0, 1, List.of());
    }

    private static void withNodes(BiConsumer<SimulatedNode, SimulatedNode> test) {
        try (TwoNodes nodes = new TwoNodes()) {
            test.accept(nodes.first(), nodes.second());
        }
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

    @Test
    void twoNodesThatTakeWritesForOneSlotAreSeen() {
        Reports reports = new Reports();
        OneWriterPerSlot check = new OneWriterPerSlot(reports);
        withNodes((n1, n2) -> {
            check.written(n1, 1, put(7));
            check.written(n1, 2, put(7));
            check.written(n2, 1, put(8));
            assertThat(reports.properties()).isEmpty();
            check.written(n2, 2, put(7));
        });
        assertThat(reports.properties()).containsExactly("one-writer-per-slot");
    }

    @Test
    void unforeseenErrorIsSeen() {
        for (String error : List.of("-ERR internal error", "-ERR internal error: closed")) {
            Reports reports = new Reports();
            NoInternalError check = new NoInternalError(reports);
            withNodes((n1, n2) -> {
                check.command(n1, "GET", "-ERR wrong number of arguments");
                assertThat(reports.properties()).isEmpty();
                check.command(n1, "GET", error);
            });
            assertThat(reports.properties()).containsExactly("no-internal-error");
        }
    }

    @Test
    void topologyWithoutAnAnswerBeforeACrashStaysInDoubt() {
        Told told = new Told(node -> true);
        withNodes((n1, n2) -> {
            Topology first = Topology.initial(List.of(n1, n2));
            told.told(n1, first);
            told.answered(n1, first, "OK");
            assertThat(told.pending(n1)).isFalse();
            Topology unanswered = first.replicate(n2);
            told.told(n1, unanswered);
            told.answered(n1, unanswered, "");
            told.crashed(n1);
            assertThat(told.pending(n1)).isTrue();
            Topology next = unanswered.unchanged();
            told.told(n1, next);
            told.answered(n1, next, "OK");
            assertThat(told.pending(n1)).isFalse();
        });
    }
}
