package dev.lockstep.properties.testing;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.search.Build;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A run without nodes that keeps what is reported. */
public final class Reports implements Run {
    private final Set<String> properties = new TreeSet<>();
    private final List<String> messages = new ArrayList<>();

    /** The names of the promises that were reported broken. */
    public Set<String> properties() {
        return properties;
    }

    /** What was said of them, in order. */
    public List<String> messages() {
        return messages;
    }

    @Override
    public Simulation simulation() {
        throw new UnsupportedOperationException("there is no simulation");
    }

    @Override
    public long seed() {
        return 1;
    }

    @Override
    public Plan plan() {
        return new Plan(Map.of(), List.of());
    }

    @Override
    public Build build() {
        return new Build(Reports.class.getClassLoader(), Map.of(), List.of());
    }

    @Override
    public Choices choices(String stream) {
        return Choices.seeded(1).fork(stream);
    }

    @Override
    public void fail(String property, String message) {
        properties.add(property);
        messages.add(message);
    }

    @Override
    public boolean failed() {
        return false;
    }

    @Override
    public void metric(String name, long value) {}

    @Override
    public void note(String line) {}
}
