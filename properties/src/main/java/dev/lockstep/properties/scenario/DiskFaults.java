package dev.lockstep.properties.scenario;

import dev.lockstep.core.HostDisk;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Action;
import java.util.List;

/** The faults of a chaos plan that a node's disk has while the node goes on; what RocksDB writes from native code is spared. */
final class DiskFaults {
    /** There is no room for what is written. */
    static final String FULL = "disk-full";
    /** Nothing can be written, forced or renamed. */
    static final String FAILING = "disk-failing";
    /** Each write, force and rename fails with a probability; argument {@code percent}. */
    static final String FLAKY = "disk-flaky";
    /** Every write, force and rename takes long; argument {@code delayNanos}. */
    static final String SLOW = "disk-slow";

    /** Those of which each plan draws one with the other faults. */
    static final List<String> KINDS = List.of(FULL, FAILING, SLOW);

    /** The longest time of a write in a plan, ns. */
    static final long MOST_DELAY = 1_000_000_000L;

    private DiskFaults() {}

    /** Begins a fault; what it returns ends it. */
    static Runnable begin(Action action, SimulatedNode node) {
        HostDisk disk = node.host().disk();
        return switch (action.kind()) {
            case FULL -> {
                disk.full(true);
                yield () -> disk.full(false);
            }
            case FAILING -> {
                disk.failing(true);
                yield () -> disk.failing(false);
            }
            case FLAKY -> {
                disk.refusing(Long.parseLong(action.argument("percent")) / 100.0);
                yield () -> disk.refusing(0);
            }
            default -> slow(node, disk, Long.parseLong(action.argument("delayNanos")));
        };
    }

    private static Runnable slow(SimulatedNode node, HostDisk disk, long delayNanos) {
        node.disturbance().begin();
        disk.delay(delayNanos);
        return () -> {
            disk.delay(0);
            node.disturbance().end();
        };
    }

    /** A fault in words. */
    static String sentence(Action action) {
        return switch (action.kind()) {
            case FULL -> "the disk of " + action.target() + " is full";
            case FAILING -> "the disk of " + action.target() + " takes no writes";
            case FLAKY ->
                "the disk of " + action.target() + " refuses " + action.argument("percent") + " % of the writes";
            default ->
                "each write to the disk of " + action.target() + " takes " + action.argument("delayNanos") + " ns";
        };
    }

    /**
     * Checks a fault of a plan.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        Faults.checkNode(action, action.target(), nodes);
        if (action.kind().equals(SLOW)) {
            ChaosFaults.checkRange(action, "delayNanos", 0, MOST_DELAY);
        }
        if (action.kind().equals(FLAKY)) {
            ChaosFaults.checkRange(action, "percent", 1, 100);
        }
    }
}
