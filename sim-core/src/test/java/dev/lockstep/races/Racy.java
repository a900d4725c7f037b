package dev.lockstep.races;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Something two threads use at the same time. */
interface Racy {
    /** What each of the threads does. */
    void act();

    /** Whether it came out right, once both have ended. */
    boolean right();

    /** Adds to a volatile field, which is a read and a write. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    final class VolatileCounter implements Racy {
        private volatile int count;

        @Override
        public void act() {
            count++;
        }

        @Override
        public boolean right() {
            return count == 2;
        }
    }

    /** Takes the last seat after a look whether there is one. */
    final class Seats implements Racy {
        private final AtomicInteger free = new AtomicInteger(1);

        @Override
        public void act() {
            if (free.get() > 0) {
                free.decrementAndGet();
            }
        }

        @Override
        public boolean right() {
            return free.get() == 0;
        }
    }

    /** Looks into a map without the lock, and not again once it has it. */
    final class DoubleChecked implements Racy {
        private final Map<String, Object> map = new HashMap<>();
        private int created;

        @Override
        public void act() {
            if (!map.containsKey("k")) {
                synchronized (map) {
                    map.put("k", new Object());
                    created++;
                }
            }
        }

        @Override
        public boolean right() {
            return created == 1;
        }
    }

    /** Each method holds the lock, both together do not. */
    final class SynchronizedMethods implements Racy {
        private int value;

        private synchronized int value() {
            return value;
        }

        private synchronized void value(int newValue) {
            value = newValue;
        }

        @Override
        public void act() {
            value(value() + 1);
        }

        @Override
        public boolean right() {
            return value == 2;
        }
    }

    /** A concurrent map, used in two steps. */
    final class TwoSteps implements Racy {
        private final ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();

        @Override
        public void act() {
            @Nullable Integer old = map.get("k");
            map.put("k", old == null ? 1 : old + 1);
        }

        @Override
        public boolean right() {
            return map.getOrDefault("k", 0) == 2;
        }
    }

    /** A VarHandle, used in two steps. */
    final class Handle implements Racy {
        private static final VarHandle COUNT;

        static {
            try {
                COUNT = MethodHandles.lookup().findVarHandle(Handle.class, "count", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @SuppressWarnings("UnusedVariable") // through COUNT
        private int count;

        @Override
        public void act() {
            int old = (int) COUNT.getVolatile(this);
            COUNT.setVolatile(this, old + 1);
        }

        @Override
        public boolean right() {
            return (int) COUNT.getVolatile(this) == 2;
        }
    }

    /** Right in every order: one lock over both steps, atomic updates, and an exception that leaves a monitor. */
    final class Correct implements Racy {
        private final AtomicInteger atomic = new AtomicInteger();
        private final ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
        private volatile boolean seen;
        private int locked;
        private int thrown;

        private synchronized int add(int by) {
            return locked += by;
        }

        @Override
        public void act() {
            atomic.incrementAndGet();
            map.merge("k", 1, Integer::sum);
            add(add(0) >= 0 ? 1 : 0);
            try {
                synchronized (this) {
                    seen = true;
                    thrown++;
                    throw new IllegalStateException("seen is " + seen);
                }
            } catch (IllegalStateException e) {
                atomic.incrementAndGet();
            }
        }

        @Override
        public boolean right() {
            return atomic.get() == 4 && map.getOrDefault("k", 0) == 2 && locked == 2 && thrown == 2 && seen;
        }
    }
}
