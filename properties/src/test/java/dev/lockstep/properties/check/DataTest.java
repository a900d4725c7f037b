package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.linear.Operation;
import dev.lockstep.properties.linear.Operation.Kind;
import dev.lockstep.properties.linear.Operation.Outcome;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testing.Reports;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks of what nodes keep and what clients read, told by hand. */
class DataTest {
    private final Reports reports = new Reports();
    private final TwoNodes nodes = new TwoNodes();
    private final SimulatedNode node = nodes.first();

    @AfterEach
    void close() {
        nodes.close();
    }

    private void nothing() {
        assertThat(reports.properties()).isEmpty();
    }

    private void broken(String promise) {
        assertThat(reports.properties()).containsExactly(promise);
    }

    /** A batch of one update, or what a checker takes for one: the header is all that counts, and the text behind it. */
    private static byte[] batch(String text) {
        byte[] header = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0};
        return (new String(header, StandardCharsets.ISO_8859_1) + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aGapInAHistory() {
        PrefixOfHistory check = new PrefixOfHistory(reports);
        check.written(node, 1, batch("a"));
        check.written(node, 2, batch("b"));
        nothing();
        check.written(node, 4, batch("d"));
        broken("prefix-of-history");
    }

    @Test
    void aRepeatInAHistory() {
        PrefixOfHistory check = new PrefixOfHistory(reports);
        check.written(node, 1, batch("a"));
        check.written(node, 2, batch("b"));
        nothing();
        check.written(node, 2, batch("b"));
        broken("prefix-of-history");
    }

    private static Operation operation(Kind kind, String argument, String result, long called) {
        return new Operation(kind, argument, result, Outcome.DONE, called, called + 1);
    }

    /** Judges a write of one value and a read of another, or of the same. */
    private void read(String value) {
        Linearizable check = new Linearizable(reports, new Tenures());
        check.happened(node, 0, "key", operation(Kind.WRITE, "written", "", 1));
        check.happened(node, 0, "key", operation(Kind.READ, "", value, 3));
        check.finish();
    }

    @Test
    void aReadOfWhatNobodyWrote() {
        read("written");
        nothing();
        read("another");
        broken("linearizable");
    }

    @Test
    void aReadThatGoesBack() {
        ReadsMonotonic check = new ReadsMonotonic(reports, new Tenures());
        String older = ReadsMonotonic.marked(1);
        String newer = ReadsMonotonic.marked(2);
        check.applied(node, 1, batch(older));
        check.applied(node, 2, batch(newer));
        check.read(node, 0, "key", newer);
        check.read(node, 0, "other", older);
        nothing();
        check.read(node, 0, "key", older);
        broken("reads-monotonic");
    }
}
