package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.TcpOptions;
import dev.lockstep.properties.check.Bounds;
import dev.lockstep.search.Plan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of a plan.
 *
 * @param nodes nodes, 2 to 4; default drawn 3 or 4
 * @param replicas how many of n2, n3 replicate n1, 1 to 2
 * @param keys keys set before the first action, 1 to 5,000
 * @param valueBytes size of each value, bytes, 1 to 65,536
 * @param latencyNanos one-way latency between nodes, ns, 0 to 1 s
 * @param bytesPerSecond bandwidth between nodes, bytes/s, 4,096 to 2^30
 * @param flushBytes after how many written bytes a node flushes, which makes files for a full sync and ends the log before them,
 *     bytes, 4,096 to 2^30
 * @param trafficMillis period of each client, ms, 10 to 60,000
 */
record Settings(
        long nodes,
        long replicas,
        long keys,
        long valueBytes,
        long latencyNanos,
        long bytesPerSecond,
        long flushBytes,
        long trafficMillis) {
    private static final long KIB = 1_024;
    /** What a feed gathers before it writes, and the largest value that a client sets besides. */
    private static final long FEED_WRITE_BYTES = 16 * KIB + 65_536;

    /** How many connections fetch the files of a full sync at once. */
    private static final long FETCHES = 4;

    /** The least bandwidth that is drawn, bytes/s. */
    private static final long SLOWEST = FETCHES
            * TcpOptions.DEFAULT.sendBufferBytes()
            * 1_000_000_000L
            / Bounds.of(Map.of()).send();

    /** A bound of one setting. */
    private record Range(String name, long low, long high) {}

    private static final List<Range> RANGES = List.of(
            new Range("nodes", 2, 4),
            new Range("replicas", 1, 2),
            new Range("keys", 1, 5_000),
            new Range("valueBytes", 1, 65_536),
            new Range("latencyNanos", 0, 1_000_000_000L),
            new Range("bytesPerSecond", 4 * KIB, 1L << 30),
            new Range("flushBytes", 4 * KIB, 1L << 30),
            new Range("trafficMillis", 10, 60_000));

    /** Where shrinking ends. */
    static final Map<String, Long> SMALLEST = Map.of(
            "nodes",
            3L,
            "replicas",
            1L,
            "keys",
            10L,
            "valueBytes",
            100L,
            "latencyNanos",
            0L,
            StoreChoice.SETTING,
            0L,
            BuggifyChoice.SETTING,
            0L);

    /** From a plan that {@link #check} accepts. */
    static Settings of(Plan plan) {
        return new Settings(
                plan.setting("nodes"),
                plan.setting("replicas"),
                plan.setting("keys"),
                plan.setting("valueBytes"),
                plan.setting("latencyNanos"),
                plan.setting("bytesPerSecond"),
                plan.setting("flushBytes"),
                plan.setting("trafficMillis"));
    }

    /**
     * Checks the settings of a plan.
     *
     * @throws IllegalArgumentException naming the setting, its value and the range
     */
    static void check(Plan plan) {
        StoreChoice.check(plan);
        BuggifyChoice.check(plan);
        for (Range range : RANGES) {
            long value = plan.setting(range.name);
            if (value < range.low || value > range.high) {
                throw new IllegalArgumentException("plan.settings." + range.name + " is " + value + ", expected "
                        + range.low + " to " + range.high);
            }
        }
        if (plan.setting("replicas") >= plan.setting("nodes")) {
            throw new IllegalArgumentException("plan.settings.replicas is " + plan.setting("replicas")
                    + ", expected less than nodes, " + plan.setting("nodes"));
        }
    }

    /**
     * Drawn so that one full sync takes between a tenth of a second and half a minute, and that a master which has filled the buffers of
     * all connections that fetch files can write on within its time-out: on slower links it gives up transfers that go well.
     */
    static Map<String, Long> draw(Choices choices) {
        Map<String, Long> settings = new TreeMap<>();
        long keys = choices.between(20, 300);
        long valueBytes = choices.between(100, 6_000);
        long transferMillis = choices.between(100, 30_000);
        settings.put("nodes", choices.between(3, 4));
        settings.put("replicas", choices.between(1, 2));
        settings.put("keys", keys);
        settings.put("valueBytes", valueBytes);
        settings.put("latencyNanos", choices.between(50, 20_000) * 1_000);
        settings.put("bytesPerSecond", Math.max(SLOWEST, keys * (valueBytes + 100) * 1_000 / transferMillis));
        settings.put("flushBytes", Math.max(16 * KIB, keys * valueBytes / choices.between(2, 40)));
        settings.put("trafficMillis", choices.between(100, 500));
        StoreChoice.draw(choices, settings);
        BuggifyChoice.draw(choices, settings);
        return settings;
    }

    /** The link between two nodes. */
    LinkOptions link() {
        return LinkOptions.DEFAULT.latency(latencyNanos).bandwidth(bytesPerSecond);
    }

    /** What one write of a feed takes on the link at most, ns. */
    long feedWriteNanos() {
        return FEED_WRITE_BYTES * 1_000_000_000L / bytesPerSecond;
    }

    /** What one full sync takes on the link at most, ns: data twice (log and files), and the files every database has. */
    long transferNanos() {
        long bytes = 2 * keys * (valueBytes + 100) + 256 * KIB;
        return bytes * 1_000_000_000L / bytesPerSecond + 20 * latencyNanos;
    }
}
