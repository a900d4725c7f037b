package dev.lockstep.core.conformance;

import dev.lockstep.core.agent.SelfAttach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All areas, and a program that prints the hash of every case, for comparison with another JVM. */
final class Suite {
    private static final long SEED = 7;

    private Suite() {}

    /** The areas. */
    static List<Area> areas() {
        return List.of(
                new CompletableFuturesTest(),
                new ExecutorsTest(),
                new ForkJoinTest(),
                new LocksTest(),
                new MonitorsTest(),
                new OrderAndHostTest(),
                new ParallelStreamsTest(),
                new PlatformThreadsTest(),
                new QueuesTest(),
                new RandomnessTest(),
                new SynchronizersTest(),
                new ThreadAttributesTest(),
                new ThreadLocalsTest(),
                new TimeTest(),
                new TimersAndFlowTest(),
                new VirtualThreadsTest());
    }

    /** The hash over trace and lines of every case, by area and name. */
    static Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        for (Area area : areas()) {
            for (Case code : area.cases()) {
                if (code.kind() == Case.Kind.DRAWN) {
                    // What a case draws in the very step that initialises classes of the JDK may differ; see
                    // determinism.md.
                    Runs.simulated(code, SEED);
                }
                hashes.put(
                        area.getClass().getSimpleName() + ": " + code.name(),
                        Runs.simulated(code, SEED).hash());
            }
        }
        return hashes;
    }

    /** Prints them; installs the agent first unless the command line has. */
    public static void main(String[] arguments) {
        SelfAttach.install();
        List<String> lines = new ArrayList<>();
        hashes().forEach((name, hash) -> lines.add("hash " + hash + " " + name));
        lines.forEach(System.out::println);
        System.exit(0);
    }
}
