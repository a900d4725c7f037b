package dev.lockstep.properties.fault;

import dev.lockstep.core.HostDisk;
import dev.lockstep.properties.testbed.BitRot;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import java.util.List;
import java.util.function.Consumer;

/** Faults of the disk of a node. Those that it has while the node goes on spare what RocksDB writes from native code. */
public final class DiskFaults {
    /** There is no room for what is written. */
    public static final String FULL = "disk-full";
    /** Nothing can be written, forced or renamed. */
    public static final String FAILING = "disk-failing";
    /** Each write, force and rename fails with a probability; argument {@code percent}. */
    public static final String FLAKY = "disk-flaky";
    /** Every write, force and rename takes long; argument {@code delayNanos}. */
    public static final String SLOW = "disk-slow";
    /**
     * A node starts again on files of which one bit has changed, and is given an empty disk at the end; arguments {@code files} (one of
     * {@link BitRot#KINDS}) and {@code place}, per mille of the file.
     */
    public static final String BIT_ROT = "bit-rot";
    /** One bit of the files that a full sync has brought so far changes, at once; arguments as of {@link #BIT_ROT}. */
    public static final String BIT_ROT_FETCHED = "bit-rot-fetched";

    /** The longest time of a write in a plan, ns. */
    private static final long MOST_DELAY = 1_000_000_000L;

    /** All of them. A node that is to be started on a disk it cannot write to has nobody to start it again. */
    static final List<FaultKind> ALL = List.of(
            FaultKind.stopping(
                    FULL,
                    a -> "the disk of " + a.target() + " is full",
                    (a, node, bed) -> lasting(node, d -> d.full(true), d -> d.full(false))),
            FaultKind.stopping(
                    FAILING,
                    a -> "the disk of " + a.target() + " takes no writes",
                    (a, node, bed) -> lasting(node, d -> d.failing(true), d -> d.failing(false))),
            FaultKind.stopping(
                            FLAKY,
                            a -> "the disk of " + a.target() + " refuses " + a.argument("percent") + " % of the writes",
                            (a, node, bed) -> lasting(
                                    node, d -> d.refusing(Targets.number(a, "percent") / 100.0), d -> d.refusing(0)))
                    .with(Targets.number("percent", 1, 100)),
            FaultKind.stopping(
                            SLOW,
                            a -> "each write to the disk of " + a.target() + " takes " + a.argument("delayNanos")
                                    + " ns",
                            FaultKind.excused((a, node, bed) ->
                                    lasting(node, d -> d.delay(Targets.number(a, "delayNanos")), d -> d.delay(0))))
                    .with(Targets.number("delayNanos", 0, MOST_DELAY)),
            FaultKind.stopping(
                            BIT_ROT,
                            a -> a.target() + " starts on files with a wrong bit in " + a.argument("files")
                                    + ", and has an empty disk afterwards",
                            DiskFaults::rot)
                    .with(Targets.number("place", 0, 999))
                    .with(DiskFaults::checkFiles),
            FaultKind.ofNode(
                            BIT_ROT_FETCHED,
                            a -> "a bit changes in " + a.argument("files") + " that a full sync has brought "
                                    + a.target(),
                            DiskFaults::rotFetched)
                    .with(Targets.number("place", 0, 999))
                    .with(DiskFaults::checkFiles));

    private DiskFaults() {}

    private static Runnable lasting(SimulatedNode node, Consumer<HostDisk> begin, Consumer<HostDisk> end) {
        HostDisk disk = node.host().disk();
        begin.accept(disk);
        return () -> end.accept(disk);
    }

    private static Runnable rot(Action action, SimulatedNode node, Testbed testbed) {
        node.rot(bit(action));
        return node::replaceDisk;
    }

    private static Runnable rotFetched(Action action, SimulatedNode node, Testbed testbed) {
        bit(action).applyTo(node.directory().resolve("sync_checkpoint"));
        return FaultKind::nothing;
    }

    private static BitRot bit(Action action) {
        return new BitRot(action.argument("files"), Targets.number(action, "place"));
    }

    private static void checkFiles(Action action, long nodes) {
        if (!BitRot.KINDS.contains(action.argument("files"))) {
            throw new IllegalArgumentException("files of " + Targets.where(action) + " is " + action.argument("files")
                    + ", expected one of " + BitRot.KINDS);
        }
    }
}
