package dev.lockstep.properties.linear;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a history of one register is linearizable, by trying orders and remembering what was tried: the algorithm of Wing and
 * Gong (1993) with the memoisation of Lowe (2017), as in Porcupine. The initial value is not known. Operations without an answer may
 * have taken effect at any time after their call, or never.
 */
public final class Linearizability {
    /** The answer. */
    public enum Verdict {
        /** There is an order. */
        LINEARIZABLE,
        /** There is none. */
        NOT_LINEARIZABLE,
        /** More states than allowed would have to be looked at. */
        UNDECIDED
    }

    /** Which operations have been put in order, and what the register is then. */
    private record Configuration(BitSet done, Register register) {}

    private final List<Operation> operations;
    private final BitSet completed = new BitSet();
    private final Deque<Configuration> open = new ArrayDeque<>();
    private final Set<Configuration> seen = new HashSet<>();

    private Linearizability(List<Operation> history) {
        operations = new ArrayList<>(history);
        operations.sort(Comparator.comparingLong(Operation::called));
        for (int i = 0; i < operations.size(); i++) {
            completed.set(i, operations.get(i).completed());
        }
    }

    /**
     * Judges a history.
     *
     * @param limit how many states may be looked at, at least 1
     */
    public static Verdict of(List<Operation> history, int limit) {
        return new Linearizability(history).judge(limit);
    }

    private Verdict judge(int limit) {
        visit(new Configuration(new BitSet(), Register.ANYTHING));
        while (!open.isEmpty()) {
            if (seen.size() > limit) {
                return Verdict.UNDECIDED;
            }
            Configuration at = open.pop();
            if (contains(at.done, completed)) {
                return Verdict.LINEARIZABLE;
            }
            extend(at);
        }
        return Verdict.NOT_LINEARIZABLE;
    }

    /** Puts next each operation that was called before the first of those not yet in order returned. */
    private void extend(Configuration at) {
        long horizon = horizon(at.done);
        for (int i = at.done.nextClearBit(0); i < operations.size(); i = at.done.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            if (operation.called() > horizon) {
                return;
            }
            Register next = at.register.after(operation);
            if (next != null) {
                BitSet done = (BitSet) at.done.clone();
                done.set(i);
                visit(new Configuration(done, next));
            }
        }
    }

    private long horizon(BitSet done) {
        long horizon = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            if (operation.called() > horizon) {
                return horizon;
            }
            horizon = operation.completed() ? Math.min(horizon, operation.returned()) : horizon;
        }
        return horizon;
    }

    private void visit(Configuration configuration) {
        if (seen.add(configuration)) {
            open.push(configuration);
        }
    }

    private static boolean contains(BitSet all, BitSet some) {
        BitSet missing = (BitSet) some.clone();
        missing.andNot(all);
        return missing.isEmpty();
    }
}
