package dev.lockstep.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.check.DigestsEqual;
import dev.lockstep.properties.check.LockReleased;
import dev.lockstep.properties.check.PingAnswered;
import dev.lockstep.properties.check.PrefixOfHistory;
import dev.lockstep.properties.check.ReplicationRecovers;
import dev.lockstep.properties.check.ReplicationThreadStops;
import dev.lockstep.properties.check.SetnodesAnswered;
import dev.lockstep.search.Build;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.defect.DefectFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No check is idle: each has a defect that it reports. */
class CheckersTest {
    private static final int SEEDS = 40;

    /** The first seed's properties, all that were reported, among those seeds that report the wanted one. */
    private static Set<String> broken(Scenario scenario, Build build, Invariant wanted) {
        Set<String> last = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Plan plan = Scenarios.draw(scenario, seed);
            last = AllFailures.of(scenario, seed, plan, build);
            if (last.contains(wanted.name())) {
                return last;
            }
        }
        return last;
    }

    private static Build known(String id) {
        return Scenarios.base(
                DefectFile.read(Path.of(System.getProperty("lockstep.root"), "properties", "defects", id + ".patch")));
    }

    private static Build madeUp(String id) throws IOException {
        String name = "/defects/" + id + ".patch";
        try (InputStream in = CheckersTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return Scenarios.base(DefectFile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @Test
    void hangOfTheOldBehaviourIsSeenByAllWhoWait() {
        Build old = Scenarios.profile("kvrocks-2.10");
        for (Invariant invariant : new Invariant[] {
            LockReleased.INVARIANT, ReplicationThreadStops.INVARIANT, SetnodesAnswered.INVARIANT, PingAnswered.INVARIANT
        }) {
            assertThat(broken(Scenarios.TOPOLOGY, old, invariant)).contains(invariant.name());
        }
    }

    @Test
    void replicaThatGivesUpIsSeenNotToRecover() {
        assertThat(broken(Scenarios.OUTAGE, known("B7"), ReplicationRecovers.INVARIANT))
                .contains(ReplicationRecovers.INVARIANT.name());
    }

    @Test
    void anotherBatchIsSeenAsAnotherHistory() throws IOException {
        assertThat(broken(Scenarios.OUTAGE, madeUp("applies-another-batch"), PrefixOfHistory.INVARIANT))
                .contains(PrefixOfHistory.INVARIANT.name());
    }

    @Test
    void anotherValueIsSeenByTheDigestAlone() throws IOException {
        assertThat(broken(Scenarios.OUTAGE, madeUp("stores-another-value"), DigestsEqual.INVARIANT))
                .containsExactly(DigestsEqual.INVARIANT.name());
    }
}
