package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything at once, little of each: clients of all kinds, a controller that changes its mind, confused controllers, operators, and
 * faults of network, processes, disks and clocks. Each run switches whole kinds on and off. Faults stop at the last action's end; then
 * everything must come right.
 */
public class Chaos extends KvrocksScenario {
    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String summary() {
        return "clients, controllers, operators and faults of every kind, a mix drawn for each run; then recovery";
    }

    @Override
    public Map<String, Long> smallest() {
        Map<String, Long> smallest = new TreeMap<>(Settings.SMALLEST);
        smallest.putAll(ChaosSettings.SMALLEST);
        return smallest;
    }

    @Override
    public void check(Plan plan) {
        super.check(plan);
        ChaosSettings.check(plan);
    }

    @Override
    public String sentence(Action action) {
        return Operators.does(action) ? Operators.sentence(action) : super.sentence(action);
    }

    @Override
    void checkOther(Action action, long nodes) {
        if (Operators.does(action)) {
            Operators.check(action, nodes);
        } else {
            checkFault(action, nodes, Faults.KINDS);
        }
    }

    @Override
    public Plan draw(Choices choices) {
        return new ChaosDraw(choices).plan();
    }

    @Override
    public SimulationOptions options(long seed, Plan plan) {
        boolean preempt = ChaosSettings.of(plan).preemptAtLocks() == 1;
        return super.options(seed, plan).withPreemptAtLocks(preempt);
    }

    @Override
    public void run(Run run) {
        ChaosSettings chaos = ChaosSettings.of(run.plan());
        Map<String, String> config = config(run.plan());
        config.put("slave-empty-db-before-fullsync", chaos.emptyFirst() == 1 ? "yes" : "no");
        if (chaos.waits() == 1) {
            config.put("protocol-level", "1");
        }
        if (chaos.passwords() == 1) {
            config.put("requirepass", "first");
        }
        perform(run, config, chaos);
    }
}
