package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import java.util.List;
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
        if (Operators.does(action)) {
            return Operators.sentence(action);
        }
        return ChaosFaults.KINDS.contains(action.kind()) ? ChaosFaults.sentence(action) : super.sentence(action);
    }

    @Override
    void checkOther(Action action, long nodes) {
        if (Operators.does(action)) {
            Operators.check(action, nodes);
        } else {
            ChaosFaults.check(action, nodes);
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

    /** Kinds of faults, in the groups that a run has or has not. */
    static final List<List<String>> FAULT_GROUPS = List.of(
            List.of(Faults.DROP, Faults.DROP_ONE_WAY, Faults.ISOLATE, Faults.DROP_SYN),
            List.of(Faults.RESET, Faults.DELAY, ChaosFaults.LOSE),
            List.of(Faults.PAUSE, ChaosFaults.SLOW),
            List.of(Faults.POWER_OFF, ChaosFaults.KILL, ChaosFaults.KILL_AT),
            List.of(ChaosFaults.POWER_LOSS, ChaosFaults.NEW_DISK),
            List.of(ChaosFaults.BIT_ROT, ChaosFaults.BIT_ROT_FETCHED),
            List.of(ChaosFaults.RESTART),
            List.of(ChaosFaults.CLOCK_JUMP, ChaosFaults.CLOCK_DRIFT),
            DiskFaults.KINDS);
}
