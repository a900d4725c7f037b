package dev.lockstep.search.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.search.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A diff turns one text into the other, wherever its lines have moved. */
class PatcherProperties {
    private static final String PATH = "dir/File.java";

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> line = Arbitraries.of("", "a", "b", "c", "-x", "+y", " z", "\\ q", "@@", "--- a/f", "\r");
        Arbitrary<String> whole = line.list().ofMaxSize(30).map(l -> String.join("\n", l));
        return Arbitraries.oneOf(whole, whole.map(t -> t + "\n"));
    }

    private static Map<String, String> apply(String before, String diff) {
        return Patcher.apply("d", UnifiedDiff.parse("d", diff), Map.of(PATH, before, "other", "untouched"));
    }

    @Property(tries = 2_000)
    void aDiffTurnsOneTextIntoTheOther(@ForAll("texts") String before, @ForAll("texts") String after) {
        Assume.that(!before.equals(after));

        assertThat(apply(before, Diffs.diff(PATH, before, after))).isEqualTo(Map.of(PATH, after, "other", "untouched"));
    }

    /** Every line is different, so that there is only one place for a hunk. */
    @Property(tries = 500)
    void linesMayHaveMoved(
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(max = 59) int changed,
            @ForAll @IntRange(max = 40) int shift) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add("line " + i + "\n");
        }
        String before = String.join("", lines);
        lines.set(changed % size, "changed\n");
        String after = String.join("", lines);
        String above = "new line\n".repeat(shift);

        assertThat(apply(above + before, Diffs.diff(PATH, before, after))).containsEntry(PATH, above + after);
    }

    @Property(tries = 500)
    void aDiffThatDoesNotFitIsRefused(@ForAll("texts") String before) {
        String diff = Diffs.diff(PATH, before + "\nunique\n", before + "\nother\n");

        assertThatThrownBy(() -> apply(before, diff))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching(
                        "d: hunk \\d+ \\(@@.*@@.*\\) of dir/File.java does not apply, expected .* line \\d+");
    }
}
