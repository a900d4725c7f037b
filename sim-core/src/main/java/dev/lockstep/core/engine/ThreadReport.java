package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import dev.lockstep.core.ThreadStatus;
import dev.lockstep.core.engine.ThreadSnapshots.Snapshot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/** Who waits for what and whom, over all live threads of a simulation. Made on the carrier between two steps. */
public final class ThreadReport {
    private static final VarHandle OWNER =
            field(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class.getName());

    /** What a thread that joins a virtual thread parks on: the latch of the one it waits for, and within it the queue. */
    private static final VarHandle END = field(VirtualThreads.type(), "termination", CountDownLatch.class.getName());

    private static final VarHandle QUEUE =
            field(CountDownLatch.class, "sync", CountDownLatch.class.getName() + "$Sync");

    private static VarHandle field(Class<?> owner, String name, String type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVarHandle(owner, name, Class.forName(type))
                    .withInvokeBehavior();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks " + owner.getName() + "." + name
                            + ", expected a HotSpot JDK 25",
                    e);
        }
    }

    private final Map<SimThread, Snapshot> snapshots = new LinkedHashMap<>();
    private final IdentityHashMap<Thread, SimThread> known = new IdentityHashMap<>();
    private final IdentityHashMap<Object, SimThread> monitors = new IdentityHashMap<>();
    private final IdentityHashMap<Object, SimThread> ends = new IdentityHashMap<>();

    /** Looks at the threads of these schedulers. */
    public ThreadReport(Iterable<HostScheduler> schedulers) {
        for (HostScheduler scheduler : schedulers) {
            for (SimThread thread : scheduler.threads()) {
                Snapshot snapshot = ThreadSnapshots.of(thread.thread);
                if (snapshot != null) {
                    snapshots.put(thread, snapshot);
                    known.put(thread.thread, thread);
                    known.put(MovedThread.facade(thread.thread), thread);
                    snapshot.owned().forEach(m -> monitors.put(m, thread));
                    CountDownLatch end = (CountDownLatch) END.get(thread.thread);
                    if (end != null) {
                        ends.put(QUEUE.get(end), thread);
                    }
                }
            }
        }
    }

    /** One entry a thread, by host and order of creation. */
    public List<ThreadStatus> threads() {
        List<ThreadStatus> result = new ArrayList<>();
        snapshots.forEach((thread, snapshot) -> result.add(status(thread, snapshot)));
        return result;
    }

    /** The threads that wait for each other in a circle, as {@code a -> b -> a}, or empty. */
    public String deadlock() {
        for (SimThread start : snapshots.keySet()) {
            List<SimThread> path = new ArrayList<>();
            SimThread at = start;
            while (at != null && !path.contains(at)) {
                path.add(at);
                at = holder(at);
            }
            if (at == start) {
                path.add(start);
                return String.join(" -> ", path.stream().map(ThreadReport::name).toList());
            }
        }
        return "";
    }

    /** The whole report as text: a circle first if there is one, then all threads. */
    public String text() {
        StringBuilder text = new StringBuilder();
        String circle = deadlock();
        if (!circle.isEmpty()) {
            text.append("deadlock: ").append(circle).append('\n');
        }
        threads().forEach(t -> text.append(t).append('\n'));
        return text.toString();
    }

    private ThreadStatus status(SimThread thread, Snapshot snapshot) {
        SimThread holder = holder(thread);
        Object waitsFor = snapshot.waitsFor();
        return new ThreadStatus(
                thread.host.host().name(),
                thread.thread.getName(),
                thread.id,
                snapshot.state(),
                waitsFor == null ? "" : waitsFor.getClass().getName(),
                holder == null ? "" : name(holder),
                thread.since,
                thread.steps,
                snapshot.stack());
    }

    private @Nullable SimThread holder(SimThread waiting) {
        Snapshot snapshot = snapshots.get(waiting);
        Object lock = snapshot == null ? null : snapshot.waitsFor();
        if (ends.containsKey(lock)) {
            return ends.get(lock);
        }
        if (lock instanceof AbstractOwnableSynchronizer synchronizer) {
            return known.get((Thread) OWNER.get(synchronizer));
        }
        boolean entering = snapshot != null && snapshot.state() == Thread.State.BLOCKED;
        return lock == null || !entering ? null : monitors.get(lock);
    }

    private static String name(SimThread thread) {
        return thread.host.host().name() + "/" + thread.thread.getName();
    }
}
