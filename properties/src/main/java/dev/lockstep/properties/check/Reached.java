package dev.lockstep.properties.check;

import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Run;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a run got where: link states, roles, kinds of error replies, crashes, losses of data, restores and probes in the code.
 * Judges nothing; a search that adds these up shows what its generator never reaches.
 */
public final class Reached implements Check {
    private final Run run;
    private final Map<String, Long> counts = new TreeMap<>();

    /** For one run. */
    public Reached(Run run) {
        this.run = run;
    }

    @Override
    public void state(SimulatedNode node, String subject, String value) {
        if (subject.equals("replication")) {
            count("Link", value);
        } else if (subject.equals("role")) {
            count("Role", value);
        }
    }

    @Override
    public void command(SimulatedNode node, String name, String replyHead) {
        if (replyHead.startsWith("-")) {
            count("Error", replyHead.substring(1).split("[^A-Za-z]", 2)[0]);
        }
    }

    @Override
    public void restored(SimulatedNode node, long latestSequence) {
        count("", "restored");
    }

    @Override
    public void emptied(SimulatedNode node) {
        count("", "emptied");
    }

    @Override
    public void crashed(SimulatedNode node) {
        count("", "crashed");
    }

    @Override
    public void lostData(SimulatedNode node, boolean all) {
        count("Lost", all ? "all" : "log");
    }

    @Override
    public void damaged(SimulatedNode node) {
        count("", "damaged");
    }

    @Override
    public void startFailed(SimulatedNode node, Exception reason) {
        count("", "refused to start");
    }

    @Override
    public void finish() {
        run.simulation().disturbances().probes().forEach((name, probe) -> {
            if (probe.hits() > 0) {
                count("Probe", name);
            }
        });
        counts.forEach((name, count) -> run.metric("reached" + name, count));
    }

    private void count(String kind, String what) {
        StringBuilder name = new StringBuilder(kind);
        for (String word : what.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            name.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        counts.merge(name.toString(), 1L, Long::sum);
    }
}
