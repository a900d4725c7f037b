package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Run;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who reads from one replica sees its master's history go forward only (monotonic reads; Terry et al. 1994). Values carry a mark, so
 * that a read tells which batch it saw.
 */
public final class ReadsMonotonic extends Promise {
    /** The promise. */
    public static final Invariant INVARIANT = new Invariant(
            "reads-monotonic",
            "Reads from a replica see a key go forward in its master's history, never back, as long as it keeps that history.",
            "");

    private static final Pattern MARK = Pattern.compile("mark:[0-9]+;");

    private final Tenures tenures;
    private final Map<String, Long> committed = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();

    /** For one run. */
    public ReadsMonotonic(Run run, Tenures tenures) {
        super(run, INVARIANT);
        this.tenures = tenures;
    }

    /** A value with a mark of its own; {@code number} differs for each write of the run. */
    public static String marked(long number) {
        return "mark:" + number + ";";
    }

    @Override
    public void applied(SimulatedNode node, long firstSequence, byte[] batch) {
        Matcher mark = MARK.matcher(new String(batch, StandardCharsets.ISO_8859_1));
        while (mark.find()) {
            committed.put(of(node, mark.group()), firstSequence);
        }
    }

    /** A read from a replica, sent in tenure {@code since} and answered now. */
    public void read(SimulatedNode node, int since, String key, String value) {
        if (since != tenures.of(node)) {
            return;
        }
        // A value that was restored, not applied, is as old as the tenure.
        long sequence = committed.getOrDefault(of(node, value), 0L);
        Long before = seen.put(of(node, key), sequence);
        if (before != null && sequence < before) {
            broken(node.name() + " answered " + value + " for " + key + ", of sequence " + sequence
                    + ", expected sequence " + before + " or later, which it had answered before");
        }
    }

    /** The tenure that a read sent now belongs to. */
    public int tenure(SimulatedNode node) {
        return tenures.of(node);
    }

    private String of(SimulatedNode node, String what) {
        return node.name() + " " + tenures.of(node) + " " + what;
    }
}
