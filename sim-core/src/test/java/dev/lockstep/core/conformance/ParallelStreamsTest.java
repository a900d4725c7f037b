package dev.lockstep.core.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Parallel streams and the parallel methods of Arrays: on workers of the host, nowhere else. */
class ParallelStreamsTest extends Area {
    ParallelStreamsTest() {
        results();
        places();
    }

    private void results() {
        agrees("reduce, collect, sort", out -> {
            out.say(IntStream.rangeClosed(1, 5_000).parallel().sum());
            List<Integer> squares =
                    IntStream.range(0, 200).parallel().map(i -> i * i).boxed().collect(Collectors.toList());
            out.say(squares.size(), squares.get(199), squares.hashCode());
            out.say(Stream.of("d", "a", "c", "b").parallel().sorted().toList());
        });
        agrees("forEachOrdered and findFirst keep the order", out -> {
            IntStream.range(0, 20).parallel().forEachOrdered(out::say);
            out.say(IntStream.range(0, 9_999).parallel().filter(i -> i > 777).findFirst());
        });
        agrees("group and match", out -> {
            Map<Integer, Long> groups = IntStream.range(0, 1_000)
                    .parallel()
                    .boxed()
                    .collect(Collectors.groupingByConcurrent(i -> i % 3, Collectors.counting()));
            out.say(groups.get(0), groups.get(1), groups.get(2));
            out.say(IntStream.range(0, 1_000).parallel().anyMatch(i -> i == 999));
        });
        agrees("limit, distinct, flatMap", out -> {
            out.say(LongStream.iterate(1, i -> i * 2).parallel().limit(20).sum());
            out.say(IntStream.range(0, 500)
                    .parallel()
                    .map(i -> i % 7)
                    .distinct()
                    .sorted()
                    .boxed()
                    .toList());
            out.say(Stream.of(1, 2, 3)
                    .parallel()
                    .flatMap(i -> Stream.of(i, -i))
                    .mapToInt(i -> i)
                    .sum());
        });
        agrees(
                "an exception comes out of the stream",
                out -> out.thrown(() -> IntStream.range(0, 100).parallel().forEach(i -> {
                    if (i == 50) {
                        throw new IllegalStateException("at fifty");
                    }
                })));
        agrees("Arrays.parallelSort, parallelPrefix, parallelSetAll", out -> {
            int[] values = new int[20_000];
            Arrays.parallelSetAll(values, i -> (i * 7_919) % 20_011);
            Arrays.parallelSort(values);
            boolean sorted = true;
            for (int i = 1; i < values.length; i++) {
                sorted &= values[i - 1] <= values[i];
            }
            Arrays.parallelPrefix(values, (a, b) -> (a + b) % 1_000_003);
            out.say(sorted, values[values.length - 1]);
        });
        agrees(
                "mapConcurrent gathers on virtual threads, in order",
                out -> out.say(IntStream.range(0, 10)
                        .boxed()
                        .gather(Gatherers.mapConcurrent(3, i -> {
                            Thread.onSpinWait();
                            return i * i;
                        }))
                        .toList()));
    }

    private void places() {
        agrees("the caller and workers of the common pool take part", out -> {
            Set<String> names = ConcurrentHashMap.newKeySet();
            Thread caller = Thread.currentThread();
            IntStream.range(0, 1_000).parallel().forEach(i -> {
                Thread self = Thread.currentThread();
                names.add(self == caller ? "caller" : self.getName().replaceAll("\\d+", "n"));
            });
            names.remove("caller");
            names.remove("ForkJoinPool.commonPool-worker-n");
            out.say(names);
        });
        agrees("within a pool of one's own, its workers alone", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(2)) {
                Set<String> names = ConcurrentHashMap.newKeySet();
                pool.submit(() -> IntStream.range(0, 1_000)
                                .parallel()
                                .forEach(i -> names.add(
                                        Thread.currentThread().getName().replaceAll("\\d+", "n"))))
                        .get();
                out.say(new TreeSet<>(names));
            }
        });
        draws("which worker does what depends on the seed", out -> {
            ConcurrentHashMap<Integer, String> who = new ConcurrentHashMap<>();
            IntStream.range(0, 64).parallel().forEach(i -> {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                who.put(i, Thread.currentThread().getName());
            });
            out.say(who);
        });
        fixed("tasks that wait overlap on the workers of the host", out -> {
            long start = System.nanoTime();
            IntStream.range(0, 8).parallel().forEach(i -> {
                try {
                    Thread.sleep(10 * out.tick());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            long ticks = (System.nanoTime() - start) / out.tickNanos();
            out.say(ticks >= 20 && ticks < 80);
        });
    }
}
