package dev.lockstep.properties;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.scenario.FullSyncOutage;
import dev.lockstep.properties.scenario.TopologyChange;
import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.SeedRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests of the scenarios share: builds that are loaded once for each thread, and runs as one call. */
final class Scenarios {
    static final Scenario OUTAGE = new FullSyncOutage();
    static final Scenario TOPOLOGY = new TopologyChange();

    private static final KvrocksSubject SUBJECT = new KvrocksSubject();
    private static final ThreadLocal<Map<String, Build>> BUILDS = ThreadLocal.withInitial(HashMap::new);

    private Scenarios() {}

    /** The build of a profile. */
    static Build profile(String name) {
        return BUILDS.get().computeIfAbsent(name, SUBJECT::build);
    }

    /** The right node with one defect. */
    static Build base(Defect defect) {
        return BUILDS.get()
                .computeIfAbsent(
                        "+" + defect.id(), n -> SUBJECT.build(SUBJECT.profiles().getFirst(), List.of(defect)));
    }

    /** Runs a seed with the plan it draws, or with a given one. */
    static Outcome run(Scenario scenario, long seed, @Nullable Plan plan, Build build) {
        return SeedRunner.run(scenario, seed, plan, build, null);
    }

    /** The plan of a seed. */
    static Plan draw(Scenario scenario, long seed) {
        return scenario.draw(Choices.seeded(seed).fork("plan"));
    }
}
