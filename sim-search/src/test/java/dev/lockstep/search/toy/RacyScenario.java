package dev.lockstep.search.toy;

import dev.lockstep.buggify.Buggify;
import dev.lockstep.core.Choices;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.List;
import java.util.Map;

/** Two threads of one host add to a number and lose an addition in some orders of their steps. */
public final class RacyScenario implements Scenario {
    /** A scenario. */
    public RacyScenario() {}

    @Override
    public String name() {
        return "racy";
    }

    @Override
    public String summary() {
        return "two threads read, give way and write";
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(new Invariant("nothing-lost", "Every addition counts.", ""));
    }

    @Override
    public Plan draw(Choices choices) {
        return new Plan(Map.of(), List.of());
    }

    @Override
    public void check(Plan plan) {}

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a yield is where the threads may change places
    public void run(Run run) {
        int[] sum = {0};
        for (int i = 0; i < 2; i++) {
            run.simulation().host("n1").start("adder-" + i, () -> {
                int read = sum[0];
                Thread.yield();
                if (sum[0] != read) {
                    Buggify.sometimes("overtaken");
                }
                if (sum[0] > 2) {
                    Buggify.sometimes("beyond-two");
                }
                Buggify.sometimes("second", read == 1);
                Buggify.sometimes("negative", read < 0);
                sum[0] = read + 1;
            });
        }
        run.simulation().run();
        run.metric("sum", sum[0]);
        if (sum[0] != 2) {
            run.fail("nothing-lost", "the sum is " + sum[0] + ", expected 2");
        }
    }
}
