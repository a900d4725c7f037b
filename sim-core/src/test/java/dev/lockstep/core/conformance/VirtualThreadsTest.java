package dev.lockstep.core.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Virtual threads that the code itself starts. */
@SuppressWarnings({"ThreadPriorityCheck", "Interruption"})
class VirtualThreadsTest extends Area {
    VirtualThreadsTest() {
        attributes();
        lifeCycle();
    }

    private void attributes() {
        agrees("attributes", out -> {
            Thread thread = Thread.ofVirtual().name("v").unstarted(() -> {});
            out.say(thread.getName(), thread.isVirtual(), thread.isDaemon(), thread.getPriority());
            out.say(thread.getThreadGroup().getName(), thread.getState(), thread.isAlive());
            thread.setPriority(9);
            out.say(thread.getPriority());
            out.thrown(() -> thread.setDaemon(false));
        });
        agrees("currentThread is the virtual thread", out -> {
            Thread[] seen = new Thread[1];
            Thread thread = Thread.startVirtualThread(() -> seen[0] = Thread.currentThread());
            thread.join();
            out.say(seen[0] == thread, seen[0].getName().isEmpty());
        });
        agrees("toString has no carrier after the end", out -> {
            Thread thread = Thread.ofVirtual().name("v").start(() -> {});
            thread.join();
            out.say(thread.toString().replaceAll("#\\d+", "#n"));
        });
        agrees("factories number names", out -> {
            ThreadFactory factory = Thread.ofVirtual().name("v-", 1).factory();
            out.say(
                    factory.newThread(() -> {}).getName(),
                    factory.newThread(() -> {}).getName());
        });
        agrees("a platform thread may start virtual ones and the other way round", out -> {
            Thread outer = Thread.ofVirtual().unstarted(() -> {
                Thread inner = new Thread(() -> out.say(Thread.currentThread().isVirtual()));
                out.say(inner.isDaemon(), Thread.currentThread().isVirtual());
                inner.start();
                join(inner);
            });
            outer.start();
            outer.join();
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lifeCycle() {
        agrees("states", out -> {
            CountDownLatch go = new CountDownLatch(1);
            Thread thread = Thread.ofVirtual().unstarted(() -> {
                out.say(Thread.currentThread().getState());
                LockSupport.park();
            });
            out.say(thread.getState());
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            LockSupport.unpark(thread);
            out.say(thread.join(Duration.ofHours(1)), thread.getState(), go.getCount());
            out.thrown(thread::start);
        });
        agrees("interrupt", out -> {
            Thread thread = Thread.startVirtualThread(() -> {
                out.thrown(() -> Thread.sleep(Duration.ofDays(1)));
                out.say(Thread.interrupted());
            });
            thread.interrupt();
            thread.join();
        });
        takes(3, "many sleep at once", out -> {
            AtomicInteger woken = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    LockSupport.parkNanos(3 * out.tickNanos());
                    woken.incrementAndGet();
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            out.say(woken);
        });
        agrees("monitors among virtual and platform threads", out -> {
            Object lock = new Object();
            int[] count = new int[1];
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Thread.Builder builder = i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
                threads.add(builder.start(() -> {
                    for (int k = 0; k < 10; k++) {
                        synchronized (lock) {
                            int before = count[0];
                            Thread.yield();
                            count[0] = before + 1;
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            out.say(count[0]);
        });
        agrees("the handler of a virtual thread", out -> {
            Thread thread = Thread.ofVirtual()
                    .name("v")
                    .uncaughtExceptionHandler((t, e) -> out.say(t.getName(), e.getMessage()))
                    .start(() -> {
                        throw new IllegalStateException("boom");
                    });
            thread.join();
        });
    }
}
