package dev.lockstep.search.toy.leak;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker that lets through what differs from JVM to JVM, each time in another way. The comments at line ends are looked for. */
public final class PlantedLeaks {
    private static final int ROUNDS = 20;
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** Keys without a hash of their own: it is the one the JVM gave them when it was first asked for. */
    private enum Shard {
        A,
        B,
        C,
        D,
        E,
        F,
        G,
        H
    }

    private PlantedLeaks() {}

    static void nativeClock() throws InterruptedException {
        MethodHandle clock = clock();
        for (int i = 0; i < ROUNDS; i++) {
            Thread.sleep(10);
            long ticks = read(clock);
            work();
            Thread.sleep(1 + Math.floorMod(ticks, 1_000)); // leak-native-clock
        }
    }

    @SuppressWarnings("restricted") // the way past the agent that is to be found out
    private static MethodHandle clock() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("clock").orElseThrow(), FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    }

    private static long read(MethodHandle clock) {
        try {
            return (long) clock.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void hashOrder() throws InterruptedException {
        Map<Shard, Integer> shards = new HashMap<>();
        for (Shard shard : Shard.values()) {
            shards.put(shard, shards.size());
        }
        work();
        for (int shard : shards.values()) {
            Thread.sleep(1 + shard); // leak-hash-order
        }
    }

    static void branch() throws InterruptedException {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        work();
        if (RUNS.getAndIncrement() == 0) {
            queue.poll(6, TimeUnit.MILLISECONDS); // leak-branch wait
        } else {
            Thread.sleep(5); // leak-branch sleep
        }
    }

    private static void work() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            Thread.sleep(1);
        }
    }
}
