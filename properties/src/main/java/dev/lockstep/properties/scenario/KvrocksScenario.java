package dev.lockstep.properties.scenario;

import dev.lockstep.properties.KvrocksSubject;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.search.Action;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the scenarios of the node have in common: the promises, the shape of a plan, how it is carried out. */
abstract class KvrocksScenario implements Scenario {
    /**
     * Options of every node: cluster mode, few workers, replication ids checked, and no log kept beyond a flush, so that a replica
     * without data needs a full sync.
     */
    private static final Map<String, String> CONFIG = Map.of(
            "cluster-enabled", "yes",
            "workers", "2",
            "use-rsid-psync", "yes",
            "rocksdb.wal_ttl_seconds", "0",
            "rocksdb.wal_size_limit_mb", "0");

    private static final int MOST_ACTIONS = 1_000;

    @Override
    public final String subject() {
        return KvrocksSubject.NAME;
    }

    @Override
    public final List<Invariant> invariants() {
        return Watch.PROMISES;
    }

    @Override
    public Map<String, Long> smallest() {
        return Settings.SMALLEST;
    }

    @Override
    public String sentence(Action action) {
        return action.kind().equals(TopologyChanges.KIND) ? TopologyChanges.sentence(action) : Faults.sentence(action);
    }

    @Override
    public void check(Plan plan) {
        Settings.check(plan);
        if (plan.actions().size() > MOST_ACTIONS) {
            throw new IllegalArgumentException(
                    "plan has " + plan.actions().size() + " actions, expected at most " + MOST_ACTIONS);
        }
        for (Action action : plan.actions()) {
            if (action.atNanos() < Performance.CURTAIN) {
                throw new IllegalArgumentException("action " + action.kind() + " is at " + action.atNanos()
                        + " ns, expected " + Performance.CURTAIN + " or later");
            }
            if (action.kind().equals(TopologyChanges.KIND)) {
                TopologyChanges.check(action, plan.setting("nodes"));
            } else {
                checkOther(action, plan.setting("nodes"));
            }
        }
    }

    /** Checks an action that is no topology change. */
    void checkOther(Action action, long nodes) {
        checkFault(action, nodes, Faults.COMMON);
    }

    /** Checks a fault, which must be of one of these kinds. */
    static void checkFault(Action action, long nodes, Collection<String> kinds) {
        if (!kinds.contains(action.kind())) {
            throw new IllegalArgumentException("action at " + action.atNanos() + " ns has kind " + action.kind()
                    + ", expected one of " + kinds + " or " + TopologyChanges.KIND);
        }
        Faults.check(action, nodes);
    }

    @Override
    public void run(Run run) {
        perform(run, config(run.plan()), null);
    }

    /** The options of all nodes of a run. */
    static Map<String, String> config(Plan plan) {
        Map<String, String> config = new TreeMap<>(CONFIG);
        config.put("store", StoreChoice.option(plan));
        config.put("flush-bytes", Long.toString(plan.setting("flushBytes")));
        return config;
    }

    static void perform(Run run, Map<String, String> config, @Nullable ChaosSettings chaos) {
        try (Performance performance = new Performance(run, config, chaos)) {
            performance.play();
        }
    }
}
