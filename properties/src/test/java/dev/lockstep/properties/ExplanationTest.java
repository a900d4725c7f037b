package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.agent.SelfAttach;
import dev.lockstep.net.PacketEvent;
import dev.lockstep.search.engine.Builds;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.explain.Explanation;
import dev.lockstep.search.explain.ExplanationText;
import dev.lockstep.search.replay.LoadedSeed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hang of the first versions, explained down to the connect that nobody answers. */
class ExplanationTest {
    private static Explanation silentDrop() {
        SelfAttach.install();
        Path file = Path.of(System.getProperty("lockstep.root")).resolve("seeds/kvrocks-2.10-silent-drop.json");
        Catalog catalog = Catalog.load(ExplanationTest.class.getClassLoader());
        return Explanation.of(LoadedSeed.load(catalog, file, null), new Builds());
    }

    @Test
    void theChainLeadsFromTheWorkerToTheSocket() {
        Explanation told = silentDrop();
        List<String> waits = told.waits();
        int worker = index(waits, "n2/worker-", " for n2/master-repl ");
        assertThat(waits.get(worker + 1))
                .startsWith("  ")
                .contains("n2/master-repl has waited ", " for n2/fetch-file-0 ");
        assertThat(waits.get(worker + 2)).startsWith("    ").contains("n2/fetch-file-0 has waited ", "FetchConnection");
        assertThat(told.plan().getFirst()).isEqualTo("at 2.000 s the controller tells n2 alone that n2 replicates n1");
        assertThat(told.timeline())
                .anyMatch(e -> e.host().equals("n2")
                        && e.text().equals("took works_concurrency_rw_lock, and never releases it"));
        assertThat(told.hosts()).containsExactly("n1", "n2", "n3", "clients");
        assertThat(told.packets()).anyMatch(p -> !PacketEvent.of(p).delivered());
        assertThat(ExplanationText.of(told, false)).contains("Its bound:   1 s + max(connect, receive time-out)");
    }

    private static int index(List<String> lines, String start, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(start) && lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line " + start + "..." + part + " in " + String.join("\n", lines));
    }
}
