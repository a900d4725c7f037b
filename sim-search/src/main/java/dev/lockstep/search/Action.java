package dev.lockstep.search;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that happens in a run. Immutable.
 *
 * @param atNanos when it starts, virtual ns since the start, at least 0
 * @param forNanos how long it lasts, ns, at least 0; 0 for what has no duration
 * @param kind what it is, for example {@code drop} or {@code setnodes}; the scenario defines the kinds
 * @param target what it acts on, for example a host or {@code a->b}; may be empty
 * @param arguments the rest, by name; kept sorted
 */
public record Action(long atNanos, long forNanos, String kind, String target, Map<String, String> arguments) {
    /** Checks the times; sorts and copies the arguments. */
    public Action {
        if (atNanos < 0) {
            throw new IllegalArgumentException("atNanos is " + atNanos + ", expected at least 0");
        }
        if (forNanos < 0) {
            throw new IllegalArgumentException("forNanos is " + forNanos + ", expected at least 0");
        }
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    }

    /** An action without arguments. */
    public Action(long atNanos, long forNanos, String kind, String target) {
        this(atNanos, forNanos, kind, target, Map.of());
    }

    /** When it ends, virtual ns; {@link Long#MAX_VALUE} if that is beyond the clock. */
    public long endNanos() {
        return forNanos > Long.MAX_VALUE - atNanos ? Long.MAX_VALUE : atNanos + forNanos;
    }

    /**
     * The value of an argument.
     *
     * @throws IllegalArgumentException if there is no such argument
     */
    public String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("action " + kind + " at " + atNanos + " ns lacks argument " + name
                    + ", found " + arguments.keySet());
        }
        return value;
    }

    /** The same at another time. */
    public Action at(long nanos) {
        return new Action(nanos, forNanos, kind, target, arguments);
    }

    /** The same with another duration. */
    public Action lasting(long nanos) {
        return new Action(atNanos, nanos, kind, target, arguments);
    }
}
