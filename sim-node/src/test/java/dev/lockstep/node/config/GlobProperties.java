package dev.lockstep.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class GlobProperties {
    @Property(tries = 2000)
    void fitsWhatTheSameRegularExpressionFits(
            @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 8) String pattern,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 10) String text) {
        assertThat(Glob.fits(pattern, text))
                .isEqualTo(text.matches(pattern.replace("*", ".*").replace("?", ".")));
    }

    /** Trying every way to share the text among the stars would take for ever. */
    @Example
    void manyStarsTakeNoTime() {
        assertThat(Glob.fits("*a".repeat(5_000) + "b", "a".repeat(10_000))).isFalse();
    }
}
