package dev.lockstep.core;

import dev.lockstep.core.agent.ProbeNames;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sites and probes of {@link dev.lockstep.buggify.Buggify} that one run passed. Each site draws from a fork of the stream
 * {@code buggify} of its own, so that a new one never shifts another. Used on the carrier and on simulated threads.
 */
public final class Disturbances {
    /**
     * What became of a site.
     *
     * @param active whether it could fire in this run
     * @param passed how often it was asked
     * @param fired how often it took the rare path
     */
    public record Site(boolean active, long passed, long fired) {}

    /**
     * What became of a probe.
     *
     * @param passed how often it was passed
     * @param hits how often its condition held; 0: the run never got there
     */
    public record Probe(long passed, long hits) {}

    private final Simulation simulation;
    private final Map<String, Choices> streams = new TreeMap<>();
    private final Map<String, Site> sites = new TreeMap<>();
    private final Map<String, Probe> probes = new TreeMap<>();
    private double activeShare = 0.25;
    private double firingShare = 0.25;

    Disturbances(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * Sets the chances for sites not passed yet.
     *
     * @param active chance of a site to be active in this run, 0 to 1; default 0.25
     * @param firing chance of an active site to fire when it is passed, 0 to 1; default 0.25
     */
    public void chances(double active, double firing) {
        if (!(active >= 0 && active <= 1 && firing >= 0 && firing <= 1)) {
            throw new IllegalArgumentException("chances are " + active + " and " + firing + ", expected 0 to 1");
        }
        activeShare = active;
        firingShare = firing;
    }

    /** The sites passed so far, by name. */
    public Map<String, Site> sites() {
        return Collections.unmodifiableMap(sites);
    }

    /** The probes passed so far, by name. */
    public Map<String, Probe> probes() {
        return Collections.unmodifiableMap(probes);
    }

    /**
     * The names of all probes in the classes that this JVM has loaded so far, passed or not: those without a condition, named by a
     * constant. The others are known once they are passed.
     */
    public static Set<String> known() {
        return ProbeNames.known();
    }

    boolean fires(String name) {
        Choices stream =
                streams.computeIfAbsent(name, n -> simulation.choices("buggify").fork(n));
        Site site = sites.get(name);
        if (site == null) {
            site = new Site(stream.chance(activeShare), 0, 0);
        }
        boolean fires = site.active() && stream.chance(firingShare);
        sites.put(name, new Site(site.active(), site.passed() + 1, site.fired() + (fires ? 1 : 0)));
        if (fires) {
            simulation.trace().emit(TraceKind.NOTE, Host.current(), "buggify " + name);
        }
        return fires;
    }

    void passed(String name, boolean hit) {
        Probe probe = probes.getOrDefault(name, new Probe(0, 0));
        probes.put(name, new Probe(probe.passed() + 1, probe.hits() + (hit ? 1 : 0)));
    }
}
