package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.ThreadStatus;
import java.lang.Thread.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads are looked at only if they are of the kind, of a node, and if nothing kept them from running. */
class ThreadsProgressTest {
    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    private List<String> visited(ThreadStatus... threads) {
        List<String> visited = new ArrayList<>();
        ThreadsProgress.visit(
                nodes.testbed(),
                List.of(threads),
                "feed",
                (node, thread, still) -> visited.add(node.name() + " " + thread.thread() + " " + still));
        return visited;
    }

    private static ThreadStatus still(String host, String name, long since) {
        return new ThreadStatus(host, name, 1, State.WAITING, "", "", since, 1, List.of());
    }

    @Test
    void thoseOfTheKindOnNodes() {
        nodes.pass(100);
        assertThat(visited(still("n1", "feed-1", 40), still("n1", "cron", 40), still("client", "feed-2", 40)))
                .containsExactly("n1 feed-1 60");
    }

    @Test
    void notThoseOfANodeThatWasDisturbedMeanwhile() {
        nodes.first().disturbance().begin();
        nodes.pass(100);
        assertThat(visited(still("n1", "feed-1", 40), still("n2", "feed-1", 40)))
                .containsExactly("n2 feed-1 60");
    }
}
