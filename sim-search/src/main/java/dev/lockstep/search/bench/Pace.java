package dev.lockstep.search.bench;

/**
 * How fast a whole system is simulated.
 *
 * @param schedules seeds run a second of real time
 * @param events of the trace a second of real time
 * @param virtualSeconds virtual seconds a second of real time
 */
public record Pace(double schedules, double events, double virtualSeconds) {
    /**
     * Kafka's raft simulation ({@code RaftEventSimulationTest}) on two cores: the reference for a whole system under simulation.
     * Recorded, not run beside.
     */
    public static final Pace KAFKA_RAFT = new Pace(5.4, 60_000, 30);

    /** Each figure divided by another's. */
    public Pace over(Pace other) {
        return new Pace(schedules / other.schedules, events / other.events, virtualSeconds / other.virtualSeconds);
    }

    /** The least of the three figures. */
    public double least() {
        return Math.min(schedules, Math.min(events, virtualSeconds));
    }
}
