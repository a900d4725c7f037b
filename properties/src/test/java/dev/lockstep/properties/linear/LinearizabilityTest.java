package dev.lockstep.properties.linear;

import static dev.lockstep.properties.linear.Linearizability.Verdict.LINEARIZABLE;
import static dev.lockstep.properties.linear.Linearizability.Verdict.NOT_LINEARIZABLE;
import static dev.lockstep.properties.linear.Linearizability.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.linear.Operation.Kind;
import dev.lockstep.properties.linear.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histories that are known to be good or bad, and random ones made by a real register. */
class LinearizabilityTest {
    private static final int LIMIT = 100_000;

    private static Operation read(@Nullable String result, long called, long returned) {
        return new Operation(Kind.READ, null, result, Outcome.DONE, called, returned);
    }

    private static Operation write(@Nullable String value, long called, long returned) {
        return new Operation(Kind.WRITE, value, null, Outcome.DONE, called, returned);
    }

    private static Operation lostWrite(String value, long called) {
        return new Operation(Kind.WRITE, value, null, Outcome.UNKNOWN, called, Long.MAX_VALUE);
    }

    private static Operation swap(String value, @Nullable String old, long called, long returned) {
        return new Operation(Kind.SWAP, value, old, Outcome.DONE, called, returned);
    }

    private static Operation setIfAbsent(String value, Outcome outcome, long called, long returned) {
        return new Operation(Kind.WRITE_IF_ABSENT, value, null, outcome, called, returned);
    }

    private static Linearizability.Verdict judge(Operation... history) {
        return Linearizability.of(List.of(history), LIMIT);
    }

    @Test
    void nothingAtAllIsFine() {
        assertThat(judge()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void readAfterWriteSeesIt() {
        assertThat(judge(write("a", 1, 2), read("a", 3, 4))).isEqualTo(LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), read("b", 3, 4))).isEqualTo(NOT_LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), read(null, 3, 4))).isEqualTo(NOT_LINEARIZABLE);
        assertThat(judge(write(null, 1, 2), read(null, 3, 4))).isEqualTo(LINEARIZABLE);
    }

    @Test
    void firstReadMaySeeAnythingButNotTwoThings() {
        assertThat(judge(read("x", 1, 2), read("x", 3, 4))).isEqualTo(LINEARIZABLE);
        assertThat(judge(read("x", 1, 2), read("y", 3, 4))).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void overlappingWritesHaveAnyOrderButOne() {
        assertThat(judge(write("a", 1, 10), write("b", 1, 10), read("a", 11, 12), read("a", 13, 14)))
                .isEqualTo(LINEARIZABLE);
        assertThat(judge(write("a", 1, 10), write("b", 1, 10), read("a", 11, 12), read("b", 13, 14)))
                .isEqualTo(NOT_LINEARIZABLE);
    }

    /** Figure of Herlihy and Wing: a read that overlaps a write may see the old value, but not after another saw the new one. */
    @Test
    void valueDoesNotGoBack() {
        assertThat(judge(write("a", 1, 2), write("b", 3, 10), read("a", 4, 5), read("b", 6, 7)))
                .isEqualTo(LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), write("b", 3, 10), read("b", 4, 5), read("a", 6, 7)))
                .isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void unansweredWriteMayComeLateOrNever() {
        assertThat(judge(write("a", 1, 2), lostWrite("b", 3), read("a", 4, 5), read("b", 6, 7)))
                .isEqualTo(LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), lostWrite("b", 3), read("a", 4, 5), read("a", 6, 7)))
                .isEqualTo(LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), read("b", 3, 4), lostWrite("b", 5))).isEqualTo(NOT_LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), lostWrite("b", 3), read("b", 4, 5), read("a", 6, 7)))
                .isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void swapTellsWhatItReplaced() {
        assertThat(judge(write("a", 1, 2), swap("b", "a", 3, 9), swap("c", "b", 3, 9)))
                .isEqualTo(LINEARIZABLE);
        assertThat(judge(write("a", 1, 2), swap("b", "a", 3, 9), swap("c", "a", 3, 9)))
                .isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void onlyOneSetsWhatIsAbsent() {
        Operation first = setIfAbsent("a", Outcome.DONE, 3, 9);
        assertThat(judge(write(null, 1, 2), first, setIfAbsent("b", Outcome.REFUSED, 3, 9)))
                .isEqualTo(LINEARIZABLE);
        assertThat(judge(write(null, 1, 2), first, setIfAbsent("b", Outcome.DONE, 3, 9)))
                .isEqualTo(NOT_LINEARIZABLE);
        assertThat(judge(write(null, 1, 2), setIfAbsent("b", Outcome.REFUSED, 3, 9)))
                .isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void tooLargeASearchIsGivenUp() {
        List<Operation> history = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            history.add(write("v" + i, 0, 100));
        }
        history.add(read("none", 101, 102));
        assertThat(Linearizability.of(history, 1_000)).isEqualTo(UNDECIDED);
    }

    /** Each operation takes effect at one moment between call and return, so the history is linearizable; a read of what nobody wrote is not. */
    @Property(tries = 200)
    void historyOfARealRegisterIsAccepted(@ForAll long seed) {
        Random random = new Random(seed);
        List<Operation> history = new ArrayList<>();
        String value = "v0";
        for (int i = 1; i <= 40; i++) {
            long moment = i * 10L;
            long called = moment - random.nextInt(30);
            long returned = moment + random.nextInt(30);
            if (random.nextBoolean()) {
                history.add(read(value, called, returned));
            } else {
                value = "v" + random.nextInt(4);
                history.add(write(value, called, returned));
            }
        }
        assertThat(Linearizability.of(history, 1_000_000)).isEqualTo(LINEARIZABLE);
        history.add(read("nobody's", 1_000, 1_001));
        assertThat(Linearizability.of(history, 1_000_000)).isEqualTo(NOT_LINEARIZABLE);
    }
}
