package dev.lockstep.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All sequences of the first decisions that runs make on some streams, depth first: each run repeats a prefix of the run before, takes
 * the next alternative of the last decision that has one left, and the first alternative of every decision after it. What is not
 * enumerated is drawn. Used by one thread at a time.
 *
 * <p>A decision is a draw with more than one alternative: of an index all, of a choice from a list all that differ, of a chance both, of
 * a number some at even distances, its ends among them. Raw bits are drawn.
 */
public final class Enumeration {
    private final Set<String> streams;
    private final int depth;
    private final int values;
    private final List<Decision> path = new ArrayList<>();
    private Recording recording = new Recording();
    private int place;
    private boolean begun;

    /** A decision: which alternative is taken, of how many. */
    private record Decision(int taken, int alternatives) {}

    /**
     * An enumeration before its first run.
     *
     * @param streams names of the streams whose decisions, and those of their forks, are enumerated
     * @param depth how many decisions of a run are enumerated, the first ones of all these streams together, 1 to 1,000
     * @param values how many values a number takes, 2 to 1,000
     */
    public Enumeration(Set<String> streams, int depth, int values) {
        if (depth < 1 || depth > 1_000) {
            throw new IllegalArgumentException("depth is " + depth + ", expected 1 to 1000");
        }
        if (values < 2 || values > 1_000) {
            throw new IllegalArgumentException("values is " + values + ", expected 2 to 1000");
        }
        this.streams = Set.copyOf(streams);
        this.depth = depth;
        this.values = values;
    }

    /**
     * Goes to the next run, at first to the first; false when there is none.
     *
     * @throws SimulationException if a run has made fewer decisions than the one whose decisions it was to repeat
     */
    public boolean advance() {
        if (begun) {
            if (path.size() > place) {
                throw new SimulationException("a run made " + place + " decisions, expected at least " + path.size()
                        + " as in the run before it: the run is not deterministic");
            }
            while (!path.isEmpty() && path.getLast().taken + 1 == path.getLast().alternatives) {
                path.removeLast();
            }
            if (path.isEmpty()) {
                return false;
            }
            Decision last = path.removeLast();
            path.add(new Decision(last.taken + 1, last.alternatives));
        }
        begun = true;
        place = 0;
        recording = new Recording();
        return true;
    }

    /**
     * The root of the choices of this run, to be used for one run.
     *
     * @param otherwise draws what is not enumerated; equal at each run
     */
    public Choices choices(Choices otherwise) {
        return new EnumeratedChoices(this, otherwise, "", false);
    }

    /** How many decisions of this run have been enumerated so far. */
    public int decisions() {
        return place;
    }

    /**
     * What this run has chosen on the enumerated streams up to its last enumerated decision: replayed with the same other source, it gives
     * the same run.
     */
    public Recording recording() {
        return recording;
    }

    boolean covers(String stream) {
        return streams.contains(stream);
    }

    /** How many values a number takes that could take so many. */
    int values(long possible) {
        return (int) Math.min(possible, values);
    }

    /** Whether this run has enumerated all it is to. */
    boolean over() {
        return place == depth;
    }

    /** The alternative that this run takes of its next decision. */
    int take(int alternatives) {
        if (place == path.size()) {
            path.add(new Decision(0, alternatives));
        }
        Decision decision = path.get(place);
        if (decision.alternatives != alternatives) {
            throw new SimulationException("decision " + place + " has " + alternatives + " alternatives, expected "
                    + decision.alternatives + " as in the run before it: the run is not deterministic");
        }
        place++;
        return decision.taken;
    }

    void keep(String stream, long value) {
        recording.stream(stream).add(value);
    }
}
