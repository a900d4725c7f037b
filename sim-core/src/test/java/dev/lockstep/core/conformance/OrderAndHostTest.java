package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Identity hashes, orders that depend on them or on the salt of the JVM, and what a process knows of its machine. */
@SuppressWarnings({"DistinctVarargsChecker", "IdentityHashMapUsage"})
class OrderAndHostTest extends Area {
    /** Has nothing but its identity to hash. */
    private static final class Thing {
        private final int id;

        Thing(int id) {
            this.id = id;
        }

        @Override
        public String toString() {
            return "thing" + id;
        }
    }

    OrderAndHostTest() {
        identity();
        salt();
        host();
    }

    private void identity() {
        draws("identity hashes", out -> {
            Object one = new Object();
            out.say(one.hashCode(), System.identityHashCode(new Thing(1)), Objects.toIdentityString(new Thing(2)));
            out.say(new Object().toString());
        });
        agrees("an identity hash stays", out -> {
            Object one = new Object();
            int hash = one.hashCode();
            System.gc();
            Thread.sleep(1);
            out.say(hash == one.hashCode(), hash == System.identityHashCode(one));
        });
        draws("HashSet of objects without hashCode", out -> {
            Set<Thing> set = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                set.add(new Thing(i));
            }
            out.say(set);
        });
        draws("HashMap, ConcurrentHashMap, IdentityHashMap, WeakHashMap by identity", out -> {
            List<Thing> things = new ArrayList<>();
            Map<Thing, Integer> plain = new HashMap<>();
            Map<Thing, Integer> concurrent = new ConcurrentHashMap<>();
            Map<Thing, Integer> identity = new IdentityHashMap<>();
            Map<Thing, Integer> weak = new WeakHashMap<>();
            for (int i = 0; i < 10; i++) {
                Thing thing = new Thing(i);
                things.add(thing);
                for (Map<Thing, Integer> map : List.of(plain, concurrent, identity, weak)) {
                    map.put(thing, i);
                }
            }
            out.say(plain, concurrent, identity.size());
            out.say(identity.values(), weak.values(), things.size());
        });
        draws("threads as keys", out -> {
            Map<Thread, Integer> map = new HashMap<>();
            for (int i = 0; i < 12; i++) {
                map.put(new Thread(() -> {}), i);
            }
            out.say(map.values());
        });
        draws("objects collected by a parallel stream", out -> {
            collected(); // initialises classes of the JDK, which draws hashes too
            Thread.sleep(1);
            out.say(collected());
        });
    }

    private static Set<Thing> collected() {
        return Stream.iterate(0, i -> i + 1)
                .limit(30)
                .parallel()
                .map(Thing::new)
                .collect(Collectors.toSet());
    }

    private void salt() {
        fixed("Set.of and Map.of", out -> {
            out.say(Set.of("a", "b", "c", "d", "e"), Map.of("a", 1, "b", 2, "c", 3, "d", 4));
            out.say(Set.of(1, 2), Map.of(1, 1, 2, 2));
        });
        fixed("copyOf, ofEntries and their streams", out -> {
            out.say(Set.copyOf(List.of(5, 3, 9, 7)), Map.copyOf(new HashMap<>(Map.of(4, 4, 8, 8, 15, 15))));
            out.say(Map.ofEntries(Map.entry("x", 1), Map.entry("y", 2), Map.entry("z", 3))
                    .keySet());
            out.say(Stream.of("q", "w", "e", "r").collect(Collectors.toUnmodifiableSet()).stream()
                    .toList());
        });
        agrees("what does not depend on the salt", out -> {
            out.say(
                    List.of(3, 1, 2),
                    Set.of(1, 2, 3).equals(Set.of(3, 2, 1)),
                    Set.of("a").hashCode());
            out.say(new HashSet<>(List.of("x", "y", "z")), new HashMap<>(Map.of(1, 1, 2, 2)));
            out.thrown(() -> Set.of(1, 1));
        });
    }

    private void host() {
        fixed("processors", out -> {
            IntSupplier reference = Runtime.getRuntime()::availableProcessors;
            out.say(Runtime.getRuntime().availableProcessors(), reference.getAsInt());
        });
        fixed(
                "memory",
                out -> out.say(
                        Runtime.getRuntime().maxMemory(),
                        Runtime.getRuntime().totalMemory(),
                        Runtime.getRuntime().freeMemory()));
        fixed("process id", out -> out.say(ProcessHandle.current().pid()));
        agrees(
                "the own process is alive",
                out -> out.say(ProcessHandle.current().isAlive()));
    }
}
