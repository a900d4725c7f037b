package dev.lockstep.search.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Defect;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectFileTest {
    private static final String HEADER = "Id: B1\nTitle: t\nUpstream: u\nSymptom: s\nBreaks: b\n\n";
    private static final String DIFF = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n";

    @Test
    void aFileIsHeaderAndDiff() {
        Defect defect = DefectFile.parse("f.patch", HEADER + DIFF);

        assertThat(defect).isEqualTo(new Defect("B1", "t", "u", "s", "b", DIFF));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Title: t                  | Ttle: t                 | line 2 is 'Ttle: t', expected 'Key: value'
            Title: t                  | Id: B2                  | line 2 repeats Id
            Title: t                  | Title:                  | the header lacks Title
            --- a/f                   | --- f                   | line 1 of the diff is '--- f', expected '--- a/...'
            +++ b/f                   | +++ f                   | line 2 of the diff is '+++ f', expected '+++ b/...'
            @@ -1 +1 @@               | @@ 1 @@                 | line 3 of the diff is '@@ 1 @@', expected '@@ -line
            @@ -1 +1 @@               | @@ -1,2 +1 @@           | expected more lines in hunk
            -a                        | *a                      | line 4 of the diff is '*a', expected a line of hunk
            --- a/f                   | rename from x           | no renamed, copied or binary files
            --- a/f                   | nothing                 | expected '--- a/...' before the first hunk
            """)
    void damageIsToldInOneLine(String from, String to, String message) {
        String text = (HEADER + DIFF).replace(from + "\n", to + "\n");

        assertThatThrownBy(() -> DefectFile.parse("f.patch", text))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("f.patch: ")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsMissingIsTold() {
        assertThatThrownBy(() -> DefectFile.read(Path.of("no/such.patch")))
                .hasMessage("defect file no/such.patch does not exist");
        assertThatThrownBy(() -> DefectFile.parse("f", "Id: x\n")).hasMessageContaining("no empty line");
        assertThatThrownBy(() -> DefectFile.parse("f", HEADER)).hasMessageContaining("there is no diff");
    }

    @Test
    void filesAreCreatedAndDeleted() {
        UnifiedDiff create = UnifiedDiff.parse("d", "--- /dev/null\n+++ b/new\n@@ -0,0 +1,2 @@\n+a\n+b\n");
        assertThat(Patcher.apply("d", create, Map.of())).isEqualTo(Map.of("new", "a\nb\n"));
        assertThatThrownBy(() -> Patcher.apply("d", create, Map.of("new", ""))).hasMessageContaining("new exists");

        UnifiedDiff delete = UnifiedDiff.parse("d", "--- a/old\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n");
        assertThat(Patcher.apply("d", delete, Map.of("old", "a\nb\n"))).isEmpty();
        assertThatThrownBy(() -> Patcher.apply("d", delete, Map.of("old", "a\nb\nc\n")))
                .hasMessageContaining("1 lines are left");
        assertThatThrownBy(() -> Patcher.apply("d", delete, Map.of())).hasMessageContaining("old does not exist");
    }

    @Test
    void aHunkMovesAsFarAsTheOneBefore() {
        String same = "x\n".repeat(15);
        String before = "first\n" + same + same;
        String after = "other\n" + same + "y\n" + same;

        assertThat(Patcher.apply(
                        "d", UnifiedDiff.parse("d", Diffs.diff("f", before, after)), Map.of("f", "up\nup\n" + before)))
                .containsEntry("f", "up\nup\n" + after);
    }
}
