package dev.lockstep.core.engine;

import dev.lockstep.core.SimulationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** What the JDK keeps once for a JVM and a host keeps once for itself. Used on the carrier only. */
final class HostState {
    private static final MethodHandle COMMON_POOL;

    static {
        try {
            COMMON_POOL = MethodHandles.privateLookupIn(ForkJoinPool.class, MethodHandles.lookup())
                    .findConstructor(ForkJoinPool.class, MethodType.methodType(void.class, byte.class));
        } catch (ReflectiveOperationException e) {
            throw new SimulationException(
                    "JDK " + Runtime.version() + " lacks the constructor of the common pool, expected a HotSpot JDK 25",
                    e);
        }
    }

    private final Map<String, Integer> counters = new HashMap<>();
    private @Nullable ForkJoinPool commonPool;

    /** Touches the class. */
    static void check() {
        if (COMMON_POOL == null) {
            throw new SimulationException("constructor of the common pool not found");
        }
    }

    ForkJoinPool commonPool() {
        if (commonPool == null) {
            try {
                commonPool = (ForkJoinPool) COMMON_POOL.invokeExact((byte) 0);
            } catch (Throwable e) {
                throw new SimulationException("cannot create the common pool of a host", e);
            }
        }
        return commonPool;
    }

    int nextNumber(String counter) {
        return counters.merge(counter, 1, Integer::sum) - 1;
    }
}
