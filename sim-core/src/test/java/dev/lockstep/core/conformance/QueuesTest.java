package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** All queues of java.util.concurrent, and its other collections. */
@SuppressWarnings("ThreadPriorityCheck")
class QueuesTest extends Area {
    /** Becomes available at a time. */
    private record Late(String name, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Late) other).due);
        }
    }

    QueuesTest() {
        all("ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(2));
        all("LinkedBlockingQueue", () -> new LinkedBlockingQueue<>(2));
        all("LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(2));
        all("PriorityBlockingQueue", PriorityBlockingQueue::new);
        all("LinkedTransferQueue", LinkedTransferQueue::new);
        all("SynchronousQueue", SynchronousQueue::new);
        all("fair SynchronousQueue", () -> new SynchronousQueue<>(true));
        special();
        collections();
    }

    /** Makes a queue. */
    @FunctionalInterface
    private interface Maker {
        BlockingQueue<Integer> make();
    }

    private void all(String name, Maker maker) {
        agrees(name + " hands everything over once", out -> {
            BlockingQueue<Integer> queue = maker.make();
            List<Thread> producers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int base = i * 100;
                Thread thread = new Thread(() -> {
                    for (int k = 0; k < 10; k++) {
                        put(queue, base + k);
                    }
                });
                thread.start();
                producers.add(thread);
            }
            int[] last = {-1, -1, -1};
            int sum = 0;
            boolean inOrder = true;
            for (int i = 0; i < 30; i++) {
                int value = queue.take();
                inOrder &= last[value / 100] < value;
                last[value / 100] = value;
                sum += value;
            }
            for (Thread thread : producers) {
                thread.join();
            }
            out.say(sum, inOrder, queue.size());
        });
        takes(5, name + " polls with a time-out", out -> {
            BlockingQueue<Integer> queue = maker.make();
            out.say(queue.poll(), queue.poll(3 * out.tick(), TimeUnit.MILLISECONDS));
            Thread late = new Thread(() -> {
                sleep(2 * out.tick());
                put(queue, 7);
            });
            late.start();
            out.say(queue.poll(1_000 * out.tick(), TimeUnit.MILLISECONDS));
            late.join();
        });
        agrees(name + " is interrupted while it waits", out -> {
            BlockingQueue<Integer> queue = maker.make();
            Thread thread = new Thread(() -> out.thrown(queue::take));
            thread.start();
            thread.interrupt();
            thread.join();
        });
    }

    private static void put(BlockingQueue<Integer> queue, int value) {
        try {
            queue.put(value);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void special() {
        takes(4, "bounded queues offer with a time-out", out -> {
            BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
            out.say(queue.offer(1), queue.offer(2));
            out.thrown(() -> queue.add(3));
            out.say(queue.offer(2, 4 * out.tick(), TimeUnit.MILLISECONDS), queue.remainingCapacity());
        });
        takes(6, "DelayQueue gives back in order of time", out -> {
            DelayQueue<Late> queue = new DelayQueue<>();
            long now = System.nanoTime();
            queue.add(new Late("third", now + 6 * out.tickNanos()));
            queue.add(new Late("first", now + out.tickNanos()));
            queue.add(new Late("second", now + 3 * out.tickNanos()));
            out.say(queue.poll());
            out.say(queue.take().name(), queue.take().name(), queue.take().name());
        });
        takes(2, "transfer waits for a taker", out -> {
            LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
            out.say(queue.tryTransfer(1), queue.tryTransfer(1, out.tick(), TimeUnit.MILLISECONDS));
            Thread taker = new Thread(() -> {
                sleep(out.tick());
                out.say(queue.poll());
            });
            taker.start();
            queue.transfer(5);
            taker.join();
        });
        takes(3, "deques wait at both ends", out -> {
            BlockingDeque<Integer> deque = new LinkedBlockingDeque<>();
            deque.putFirst(1);
            deque.putLast(2);
            out.say(deque.takeLast(), deque.pollFirst(out.tick(), TimeUnit.MILLISECONDS));
            out.say(deque.pollLast(3 * out.tick(), TimeUnit.MILLISECONDS));
        });
        agrees("a synchronous queue holds nothing", out -> {
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            out.say(queue.offer(1), queue.poll(), queue.size(), queue.remainingCapacity());
        });
        agrees("priority order", out -> {
            PriorityBlockingQueue<Integer> queue = new PriorityBlockingQueue<>();
            queue.addAll(List.of(5, 1, 4));
            out.say(queue.take(), queue.take(), queue.take());
        });
        agrees("queues without waiting", out -> {
            ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>(List.of(1, 2, 3));
            ConcurrentLinkedDeque<Integer> deque = new ConcurrentLinkedDeque<>(List.of(1, 2, 3));
            out.say(queue.poll(), queue, deque.pollLast(), deque);
        });
    }

    private void collections() {
        agrees("ConcurrentHashMap counts under contention and resizes", out -> {
            ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
            List<Thread> threads = new ArrayList<>();
            LongAdder adder = new LongAdder();
            for (int i = 0; i < 5; i++) {
                Thread thread = new Thread(() -> {
                    for (int k = 0; k < 500; k++) {
                        map.merge(k, 1, Integer::sum);
                        adder.increment();
                        if (k % 100 == 0) {
                            Thread.yield();
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            out.say(map.size(), map.values().stream().allMatch(v -> v == 5), adder.sum());
            out.say(map.reduceValues(1, Integer::sum), map.search(1, (k, v) -> k == 77 ? v : null));
        });
        agrees("recursive update is refused", out -> {
            ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
            out.thrown(() -> map.computeIfAbsent("a", k -> map.computeIfAbsent("a", q -> 1)));
        });
        agrees("sorted and copied collections", out -> {
            ConcurrentSkipListMap<String, Integer> map = new ConcurrentSkipListMap<>();
            for (String key : List.of("b", "d", "a", "c")) {
                map.put(key, key.length());
            }
            CopyOnWriteArrayList<Integer> list = new CopyOnWriteArrayList<>(List.of(1, 2));
            for (int value : list) {
                list.add(value * 10);
            }
            out.say(map, list);
        });
    }
}
