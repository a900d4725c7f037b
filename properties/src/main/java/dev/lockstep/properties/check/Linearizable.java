package dev.lockstep.properties.check;

import dev.lockstep.properties.linear.Linearizability;
import dev.lockstep.properties.linear.Operation;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the clients of a master saw of a key can be explained by one order of their operations, restarts included. Judged at the end,
 * for each key and tenure by itself.
 */
public final class Linearizable extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "linearizable",
            "While a node is master, all that its clients see of a key fits one order of their operations; restarts lose nothing.",
            "");

    /** States to look at for one key; more are not decided. */
    private static final int LIMIT = 20_000;

    private final Tenures tenures;
    /** By key and node, then by tenure. */
    private final Map<String, TreeMap<Integer, List<Operation>>> histories = new TreeMap<>();

    /** For one run. */
    public Linearizable(Run run, Tenures tenures) {
        super(run, INVARIANT);
        this.tenures = tenures;
    }

    /** The tenure in which an operation that begins now is sent. */
    public int tenure(SimulatedNode node) {
        return tenures.of(node);
    }

    /**
     * Keeps an operation.
     *
     * @param since the tenure it was sent in; if that is over, only its effect counts, and only as possible
     */
    public void happened(SimulatedNode node, int since, String key, Operation operation) {
        int now = tenures.of(node);
        if (since == now) {
            keep(node, now, key, operation);
        } else if (operation.kind() != Operation.Kind.READ) {
            Operation possible = new Operation(
                    operation.kind(),
                    operation.argument(),
                    null,
                    Operation.Outcome.UNKNOWN,
                    operation.called(),
                    Long.MAX_VALUE);
            for (int tenure = since; tenure <= now; tenure++) {
                keep(node, tenure, key, possible);
            }
        }
    }

    private void keep(SimulatedNode node, int tenure, String key, Operation operation) {
        histories
                .computeIfAbsent(key + " of " + node.name(), k -> new TreeMap<>())
                .computeIfAbsent(tenure, t -> new ArrayList<>())
                .add(operation);
    }

    @Override
    public void finish() {
        long judged = 0;
        long undecided = 0;
        for (Map.Entry<String, TreeMap<Integer, List<Operation>>> history : histories.entrySet()) {
            List<Operation> unanswered = new ArrayList<>();
            for (Map.Entry<Integer, List<Operation>> tenure : history.getValue().entrySet()) {
                // What was never answered may lie in a buffer and be carried out much later.
                List<Operation> all = new ArrayList<>(unanswered);
                all.addAll(tenure.getValue());
                undecided += judge(history.getKey() + " in tenure " + tenure.getKey(), all) ? 0 : 1;
                judged++;
                tenure.getValue().stream().filter(o -> !o.completed()).forEach(unanswered::add);
            }
        }
        run().metric("histories", judged);
        run().metric("historiesUndecided", undecided);
    }

    private boolean judge(String what, List<Operation> history) {
        Linearizability.Verdict verdict = Linearizability.of(history, LIMIT);
        if (verdict == Linearizability.Verdict.NOT_LINEARIZABLE) {
            broken("the " + history.size() + " operations on " + what
                    + " have no order that explains their answers, expected one");
        }
        return verdict != Linearizability.Verdict.UNDECIDED;
    }
}
