package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.testbed.SimulatedNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bounds are kept to the nanosecond, and time that does not count is not counted. */
class DeadlineTest {
    private static final long BOUND = 1_000;

    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode node = nodes.second();
    private int missed;
    private long excused;

    @AfterEach
    void close() {
        nodes.close();
    }

    private void miss() {
        missed++;
    }

    /** From now on; 1 ns later it is missed. */
    private void inTimeFor(long nanos) {
        nodes.pass(nanos);
        assertThat(missed).isZero();
        nodes.pass(1);
        assertThat(missed).isOne();
    }

    @Test
    void theBoundItselfIsInTime() {
        Deadline deadline = new Deadline(node, BOUND, this::miss);
        nodes.pass(BOUND);
        assertThat(deadline.met()).isEqualTo(BOUND);
        nodes.pass(2 * BOUND);
        assertThat(missed).isZero();
    }

    @Test
    void oneMoreIsNotAndIsToldOnce() {
        new Deadline(node, BOUND, this::miss);
        nodes.pass(BOUND + 1);
        assertThat(missed).isOne();
        nodes.pass(2 * BOUND);
        assertThat(missed).isOne();
    }

    @Test
    void whatIsCancelledIsNotMissed() {
        new Deadline(node, BOUND, this::miss).cancel();
        nodes.pass(2 * BOUND);
        assertThat(missed).isZero();
    }

    @Test
    void excusedTimeDoesNotCount() {
        excused = 7;
        Deadline deadline = new Deadline(node, BOUND, this::miss, () -> excused);
        nodes.pass(BOUND);
        excused += 300;
        assertThat(deadline.elapsed()).isEqualTo(BOUND - 300);
        inTimeFor(300);
    }

    @Test
    void theBoundIsInTimeAlsoWhenLookedAtAgain() {
        new Deadline(node, BOUND, this::miss, () -> excused);
        nodes.pass(BOUND);
        excused = 1;
        inTimeFor(1);
    }

    @Test
    void theFirstOfANodeCountsOn() {
        Deadlines deadlines = new Deadlines();
        deadlines.begin(node, BOUND, this::miss);
        nodes.pass(BOUND - 10);
        deadlines.begin(node, BOUND, this::miss);
        nodes.pass(11);
        assertThat(missed).isOne();
    }

    @Test
    void theLongestMayBeUnfinishedButNotForgotten() {
        Deadlines deadlines = new Deadlines();
        deadlines.begin(node, BOUND, this::miss);
        nodes.pass(30);
        assertThat(deadlines.longest()).isEqualTo(30);
        deadlines.met(node);
        deadlines.begin(node, BOUND, this::miss);
        nodes.pass(50);
        deadlines.forget(node);
        assertThat(deadlines.has(node)).isFalse();
        assertThat(deadlines.longest()).isEqualTo(30);
    }
}
