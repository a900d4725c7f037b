package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.client.WorkloadMix;
import dev.lockstep.search.Plan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers that a chaos plan has besides {@link Settings}; each run switches whole kinds of workload on and off (swarm testing, Groce et
 * al. 2012).
 *
 * @param clients clients that share keys, 0 to 8
 * @param sharedKeys how many keys they share, 1 to 100
 * @param wide 1: batches of more than 20 updates
 * @param large 1: large values
 * @param expiring 1: keys that expire
 * @param replicaReads 1: somebody reads from replicas
 * @param infoMillis period of INFO, ms, 0 for none or 50 to 60,000: with a shorter one shrinking would come to plans that take minutes
 * @param emptyFirst 1: replicas delete their data before a full sync
 * @param preemptAtLocks 1: threads may change places at every lock
 * @param slowClockPpm by how much a clock may go slow, parts per million, 0 to 100,000
 * @param waits 1: nodes speak the newer protocol and a client sends WAIT; may be left out, which is 0
 * @param types 1: commands on hashes, lists, sets and sorted sets, in transactions too; may be left out, which is 0
 * @param listens 1: somebody publishes, and somebody listens on each node; may be left out, which is 0
 * @param scripts 1: some commands on shared keys are sent as scripts; may be left out, which is 0
 * @param passwords 1: nodes have a password from the start; may be left out, which is 0
 * @param together 1: clients that share keys send at the same moments, on the same key; may be left out, which is 0
 */
record ChaosSettings(
        long clients,
        long sharedKeys,
        long wide,
        long large,
        long expiring,
        long replicaReads,
        long infoMillis,
        long emptyFirst,
        long preemptAtLocks,
        long slowClockPpm,
        long waits,
        long types,
        long listens,
        long scripts,
        long passwords,
        long together) {
    /** From {@code low} to {@code high}, but nothing between {@code low} and {@code least}. */
    private record Range(String name, long low, long least, long high) {
        Range(String name, long low, long high) {
            this(name, low, low, high);
        }

        boolean holds(long value) {
            return value == low || (value >= least && value <= high);
        }

        String text() {
            return (least == low ? "" : low + " or ") + least + " to " + high;
        }
    }

    private static final String WAITS = "waits";
    private static final String TYPES = "types";
    private static final String LISTENS = "listens";
    private static final String SCRIPTS = "scripts";
    /** See {@link #passwords}. */
    static final String PASSWORDS = "passwords";

    private static final String TOGETHER = "together";
    private static final List<String> LATER = List.of(WAITS, TYPES, LISTENS, SCRIPTS, PASSWORDS, TOGETHER);

    private static final Range[] RANGES = {
        new Range("clients", 0, 8),
        new Range("sharedKeys", 1, 100),
        new Range("wide", 0, 1),
        new Range("large", 0, 1),
        new Range("expiring", 0, 1),
        new Range("replicaReads", 0, 1),
        new Range("infoMillis", 0, 50, 60_000),
        new Range("emptyFirst", 0, 1),
        new Range("preemptAtLocks", 0, 1),
        new Range("slowClockPpm", 0, 100_000),
        new Range(WAITS, 0, 1),
        new Range(TYPES, 0, 1),
        new Range(LISTENS, 0, 1),
        new Range(SCRIPTS, 0, 1),
        new Range(PASSWORDS, 0, 1),
        new Range(TOGETHER, 0, 1)
    };

    /** Where shrinking ends. */
    static final Map<String, Long> SMALLEST = smallest();

    /** Where threads change places is no matter of size. */
    private static Map<String, Long> smallest() {
        Map<String, Long> smallest = new TreeMap<>();
        for (Range range : RANGES) {
            if (!range.name.equals("preemptAtLocks")) {
                smallest.put(range.name, range.low);
            }
        }
        return smallest;
    }

    static ChaosSettings of(Plan plan) {
        return new ChaosSettings(
                plan.setting("clients"),
                plan.setting("sharedKeys"),
                plan.setting("wide"),
                plan.setting("large"),
                plan.setting("expiring"),
                plan.setting("replicaReads"),
                plan.setting("infoMillis"),
                plan.setting("emptyFirst"),
                plan.setting("preemptAtLocks"),
                plan.setting("slowClockPpm"),
                value(plan, WAITS),
                value(plan, TYPES),
                value(plan, LISTENS),
                value(plan, SCRIPTS),
                value(plan, PASSWORDS),
                value(plan, TOGETHER));
    }

    /** Plans that are older than some settings have none. */
    private static long value(Plan plan, String name) {
        return LATER.contains(name) ? plan.settings().getOrDefault(name, 0L) : plan.setting(name);
    }

    /**
     * Checks the settings of a plan.
     *
     * @throws IllegalArgumentException naming the setting, its value and the range
     */
    static void check(Plan plan) {
        for (Range range : RANGES) {
            long value = value(plan, range.name);
            if (!range.holds(value)) {
                throw new IllegalArgumentException(
                        "plan.settings." + range.name + " is " + value + ", expected " + range.text());
            }
        }
    }

    static Map<String, Long> draw(Choices choices) {
        Map<String, Long> settings = new TreeMap<>();
        settings.put("clients", shouldHave(choices) ? choices.between(1, 3) : 0);
        settings.put("sharedKeys", choices.between(1, 4));
        settings.put("wide", flag(choices));
        settings.put("large", flag(choices));
        settings.put("expiring", flag(choices));
        settings.put("replicaReads", flag(choices));
        settings.put("infoMillis", shouldHave(choices) ? choices.between(200, 2_000) : 0);
        settings.put("emptyFirst", choices.chance(0.2) ? 1L : 0L);
        settings.put("preemptAtLocks", choices.chance(0.4) ? 1L : 0L);
        settings.put("slowClockPpm", 0L);
        for (String later : LATER) {
            settings.put(later, shouldUse(choices.fork(later)) ? 1L : 0L);
        }
        return settings;
    }

    private static boolean shouldHave(Choices choices) {
        return choices.chance(0.7);
    }

    /** On a stream of its own, so that the other draws of a seed are those that they were before there was this one. */
    private static boolean shouldUse(Choices own) {
        return own.chance(0.5);
    }

    private static long flag(Choices choices) {
        return choices.chance(0.5) ? 1 : 0;
    }

    WorkloadMix mix(long periodMillis) {
        return new WorkloadMix(
                (int) sharedKeys,
                periodMillis,
                wide == 1,
                large == 1,
                expiring == 1,
                types == 1,
                scripts == 1,
                together == 1);
    }
}
