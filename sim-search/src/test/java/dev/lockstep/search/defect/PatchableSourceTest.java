package dev.lockstep.search.defect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import dev.lockstep.search.toy.ToySender;
import dev.lockstep.search.toy.ToySubject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Patched builds of the toy. */
class PatchableSourceTest {
    private static final String SENDER = "dev.lockstep.search.toy.server.RetryingSender";
    private final ToySubject subject = new ToySubject();

    private Build build(Defect... defects) {
        return subject.build(subject.profiles().getFirst(), List.of(defects));
    }

    private static ToySender sender(Build build) throws ReflectiveOperationException {
        return (ToySender) build.loader().loadClass(SENDER).getConstructor().newInstance();
    }

    private static Defect defect(String diff) {
        return new Defect("X", "t", "", "s", "b", diff);
    }

    @Test
    void aDefectIsInItsBuildAlone() throws Exception {
        ToySender right = sender(build());
        ToySender wrong = sender(build(subject.defects().getFirst()));
        int[] offers = {0};

        assertThat(wrong.send(1, n -> ++offers[0] > 3)).isEqualTo(2);
        assertThat(offers[0]).isEqualTo(2);
        assertThat(right.send(1, n -> ++offers[0] > 3)).isEqualTo(1);
    }

    @Test
    void everyBuildHasStaticsOfItsOwn() throws Exception {
        ToySender first = sender(build());
        first.send(1, n -> true);

        assertThat(first.sentByThisBuild()).isEqualTo(1);
        assertThat(sender(build()).sentByThisBuild()).isZero();
        assertThat(first.getClass()).isNotEqualTo(sender(build()).getClass());
        assertThat(first.getClass().getInterfaces()).containsExactly(ToySender.class);
    }

    @Test
    void defectsAreAppliedOneOnTopOfTheOther() throws Exception {
        Build both = build(subject.defects().get(0), subject.defects().get(1));

        assertThat(both.defects()).containsExactly("gives-up", "slow");
        assertThat(sender(both).send(1, n -> true)).isZero();
    }

    /** A constant is in the class files of those who use it. */
    @Test
    void whatIsCompiledIntoOthersIsInTheirsToo() throws Exception {
        assertThat(compiled(subject.defects().get(0))).containsExactly(SENDER);
        assertThat(compiled(subject.defects().get(1))).contains(SENDER, "dev.lockstep.search.toy.server.Pause");
    }

    private Set<String> compiled(Defect defect) throws IOException {
        Path directory = Repository.root().resolve("sim-search/src/test/java/dev/lockstep/search/toy/server");
        Map<String, String> sources = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                sources.put(Repository.root().relativize(file).toString(), Files.readString(file));
            }
        }
        return PatchCompiler.compile(List.of(defect), sources, getClass().getClassLoader())
                .keySet();
    }

    /** Whether somebody misses it shows in the others. */
    @Test
    void whereAFileIsDeletedTheOthersAreCompiled() throws IOException {
        String path = "sim-search/src/test/java/dev/lockstep/search/toy/server/Pause.java";
        List<String> lines = Files.readAllLines(Repository.root().resolve(path));
        String removed = "-" + String.join("\n-", lines) + "\n";

        assertThat(compiled(
                        defect("--- a/" + path + "\n+++ /dev/null\n@@ -1," + lines.size() + " +0,0 @@\n" + removed)))
                .contains(SENDER)
                .doesNotContain("dev.lockstep.search.toy.server.Pause");
    }

    @Test
    void whatDoesNotCompileIsToldInOneLine() {
        String path = "sim-search/src/test/java/dev/lockstep/search/toy/server/Extra.java";
        String diff =
                "--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1,2 @@\n+package p;\n+class Extra { int x = \"\"; }\n";

        assertThatThrownBy(() -> build(defect(diff)))
                .isInstanceOf(BadInputException.class)
                .hasMessageMatching("defects X: does not compile: .*Extra.java:2: incompatible types.*");
    }

    @Test
    void whatDoesNotApplyIsToldInOneLine() {
        String diff = "--- a/no.java\n+++ b/no.java\n@@ -1 +1 @@\n-a\n+b\n";

        assertThatThrownBy(() -> build(defect(diff)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("defect X: no.java does not exist, expected it among the sources");
    }
}
