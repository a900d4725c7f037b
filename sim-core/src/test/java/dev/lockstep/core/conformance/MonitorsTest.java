package dev.lockstep.core.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** synchronized, wait and notify. */
@SuppressWarnings({"WaitNotInLoop", "NotifyWithoutNotifyAll", "ThreadPriorityCheck", "NonAtomicVolatileUpdate"})
class MonitorsTest extends Area {
    private int counter;

    MonitorsTest() {
        exclusion();
        waiting();
    }

    private void exclusion() {
        agrees("a monitor excludes", out -> {
            counter = 0;
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(new Thread(() -> {
                    for (int k = 0; k < 25; k++) {
                        increment();
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            out.say(counter);
        });
        agrees("a monitor is reentrant, holdsLock knows", out -> {
            Object lock = new Object();
            out.say(Thread.holdsLock(lock));
            synchronized (lock) {
                synchronized (lock) {
                    out.say(Thread.holdsLock(lock));
                }
                out.say(Thread.holdsLock(lock));
            }
            out.say(Thread.holdsLock(lock));
        });
        agrees("an exception leaves the monitor", out -> {
            Object lock = new Object();
            out.thrown(() -> {
                synchronized (lock) {
                    throw new IllegalStateException("out");
                }
            });
            Thread thread = new Thread(() -> {
                synchronized (lock) {
                    out.say("entered");
                }
            });
            thread.start();
            thread.join();
        });
        agrees("class monitors", out -> {
            synchronized (MonitorsTest.class) {
                out.say(Thread.holdsLock(MonitorsTest.class));
            }
        });
    }

    private synchronized void increment() {
        int before = counter;
        Thread.yield();
        counter = before + 1;
    }

    private void waiting() {
        agrees("not the owner", out -> {
            Object lock = new Object();
            out.thrown(lock::wait);
            out.thrown(lock::notify);
            out.thrown(lock::notifyAll);
            synchronized (lock) {
                out.thrown(() -> lock.wait(-1));
            }
        });
        agrees("wait gives the monitor up, with all its holds", out -> {
            Object lock = new Object();
            Thread thread = new Thread(() -> {
                synchronized (lock) {
                    out.say("notifying");
                    lock.notify();
                }
            });
            synchronized (lock) {
                synchronized (lock) {
                    thread.start();
                    lock.wait();
                    out.say("back", Thread.holdsLock(lock));
                }
            }
            thread.join();
        });
        agrees("notifyAll wakes all", out -> {
            Object lock = new Object();
            int[] state = new int[2];
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Thread thread = new Thread(() -> {
                    synchronized (lock) {
                        state[0]++;
                        lock.notifyAll();
                        while (state[1] == 0) {
                            waitOn(lock);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            synchronized (lock) {
                while (state[0] < 6) {
                    lock.wait();
                }
                state[1] = 1;
                lock.notifyAll();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            out.say("all gone");
        });
        agrees("interrupt ends a wait", out -> {
            Object lock = new Object();
            CountDownLatch waits = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                synchronized (lock) {
                    waits.countDown();
                    out.thrown(lock::wait);
                    out.say(Thread.holdsLock(lock), Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            waits.await();
            thread.interrupt();
            thread.join();
        });
        takes(9, "timed waits", out -> {
            Object lock = new Object();
            synchronized (lock) {
                lock.wait(4 * out.tick());
                lock.wait(5 * out.tick(), 0);
            }
            out.say("ended");
        });
        takes(2, "notified before the time-out", out -> {
            Object lock = new Object();
            Thread thread = new Thread(() -> {
                sleep(2 * out.tick());
                synchronized (lock) {
                    lock.notify();
                }
            });
            synchronized (lock) {
                thread.start();
                lock.wait(10_000 * out.tick());
            }
            thread.join();
            out.say("ended");
        });
        agrees("producer and consumer", out -> {
            Deque<Integer> buffer = new ArrayDeque<>();
            Thread producer = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    synchronized (buffer) {
                        while (buffer.size() == 2) {
                            waitOn(buffer);
                        }
                        buffer.add(i);
                        buffer.notifyAll();
                    }
                }
            });
            producer.start();
            int sum = 0;
            for (int i = 0; i < 20; i++) {
                synchronized (buffer) {
                    while (buffer.isEmpty()) {
                        buffer.wait();
                    }
                    sum = sum * 3 + buffer.remove();
                    buffer.notifyAll();
                }
            }
            out.say(sum);
        });
    }

    private static void waitOn(Object lock) {
        try {
            lock.wait();
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
}
