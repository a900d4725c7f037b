package dev.lockstep.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Scores as bytes and as text. */
class ScoreTest {
    @Property
    void bytesHaveTheOrderOfTheNumbers(@ForAll double a, @ForAll double b) {
        int order = Arrays.compareUnsigned(Score.encode(a), Score.encode(b));
        assertThat(Integer.signum(order)).isEqualTo(Integer.signum(Double.compare(a, b)));
        assertThat(Score.decode(Score.encode(a))).isEqualTo(a);
    }

    @Property
    void textReadsBackAsTheSameNumber(@ForAll double number) {
        assertThat(Double.parseDouble(Score.text(number))).isEqualTo(number);
    }

    @Test
    void textIsThatOfPrintf() {
        assertThat(Score.text(0.1)).isEqualTo("0.10000000000000001");
        assertThat(Score.text(1e17)).isEqualTo("1e+17");
        assertThat(Score.text(1.2345678901234568e16)).isEqualTo("12345678901234568");
        assertThat(Score.text(0.0001)).isEqualTo("0.0001");
        assertThat(Score.text(0.00001)).isEqualTo("1.0000000000000001e-05");
        assertThat(Score.text(-2.5e-300)).isEqualTo("-2.5e-300");
        assertThat(Score.text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(Score.text(-0.0)).isEqualTo("-0");
    }
}
