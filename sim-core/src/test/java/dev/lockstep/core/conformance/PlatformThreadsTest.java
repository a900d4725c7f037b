package dev.lockstep.core.conformance;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Platform threads: identity, life cycle, interrupts, parking, joins. */
@SuppressWarnings({"ThreadPriorityCheck", "ThreadJoinLoop", "WaitNotInLoop", "Interruption", "removal", "DoNotCall"})
class PlatformThreadsTest extends Area {
    /** A subclass that asks who it is. */
    private static final class Asking extends Thread {
        private final Out out;

        Asking(Out out) {
            super("asking");
            this.out = out;
        }

        @Override
        public void run() {
            out.say(Thread.currentThread() == this, currentThread() == this, getName(), isAlive(), getState());
        }
    }

    PlatformThreadsTest() {
        identity();
        lifeCycle();
        interrupts();
        parking();
        joins();
    }

    private void identity() {
        agrees("currentThread is the object that was started", out -> {
            AtomicReference<Thread> seen = new AtomicReference<>();
            Thread thread = new Thread(() -> seen.set(Thread.currentThread()), "t");
            thread.start();
            thread.join();
            out.say(seen.get() == thread, thread.isVirtual());
        });
        agrees("currentThread within a subclass", out -> {
            Asking thread = new Asking(out);
            thread.start();
            thread.join();
            out.say(thread.getState());
        });
        agrees("currentThread by method reference", out -> {
            AtomicReference<Thread> seen = new AtomicReference<>();
            java.util.function.Supplier<Thread> who = Thread::currentThread;
            Thread thread = new Thread(() -> seen.set(who.get()));
            thread.start();
            thread.join();
            out.say(seen.get() == thread);
        });
        agrees("the main thread is a platform thread", out -> {
            Thread self = Thread.currentThread();
            out.say(self.getName(), self.isVirtual(), self.isDaemon(), self.getPriority(), self.isAlive());
            out.say(self.getThreadGroup().getName(), self.getState());
        });
        agrees("ids differ and stay", out -> {
            Thread one = new Thread(() -> {});
            Thread two = new Thread(() -> {});
            long id = one.threadId();
            one.start();
            one.join();
            out.say(id == one.threadId(), one.threadId() != two.threadId(), one.threadId() < two.threadId());
        });
    }

    private void lifeCycle() {
        agrees("states from new to terminated", out -> {
            CountDownLatch go = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    out.say("interrupted");
                }
            });
            out.say(thread.getState(), thread.isAlive());
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            out.say(thread.getState(), thread.isAlive());
            go.countDown();
            thread.join();
            out.say(thread.getState(), thread.isAlive());
        });
        agrees("a blocked and a sleeping thread say so", out -> {
            Object lock = new Object();
            Thread blocked = new Thread(() -> {
                synchronized (lock) {
                    out.say("entered");
                }
            });
            synchronized (lock) {
                blocked.start();
                while (blocked.getState() != Thread.State.BLOCKED) {
                    Thread.sleep(1);
                }
                out.say(blocked.getState());
            }
            blocked.join();
            Thread sleeping = new Thread(() -> LockSupport.parkNanos(Long.MAX_VALUE));
            sleeping.start();
            while (sleeping.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
            LockSupport.unpark(sleeping);
            sleeping.join();
            out.say(sleeping.getState());
        });
        agrees("a thread starts once", out -> {
            Thread thread = new Thread(() -> {});
            thread.start();
            out.thrown(thread::start);
            thread.join();
            out.thrown(thread::start);
        });
        agrees("a started thread cannot become a daemon", out -> {
            CountDownLatch go = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    out.say("interrupted");
                }
            });
            thread.start();
            out.thrown(() -> thread.setDaemon(true));
            go.countDown();
            thread.join();
        });
        agrees("run called directly runs on the caller", out -> {
            Thread caller = Thread.currentThread();
            new Thread(() -> out.say(Thread.currentThread() == caller)).run();
        });
        agrees("the stack of another thread and of oneself", out -> {
            CountDownLatch go = new CountDownLatch(1);
            Thread thread = new Thread(() -> await(go));
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            out.say(Arrays.stream(thread.getStackTrace())
                    .anyMatch(f -> f.getMethodName().equals("await")));
            go.countDown();
            thread.join();
            out.say(thread.getStackTrace().length);
            StackTraceElement[] own = Thread.currentThread().getStackTrace();
            out.say(own[0].getMethodName(), own[1].getClassName().contains("PlatformThreadsTest"));
        });
        agrees(
                "stop is not supported",
                out -> out.thrown(() -> Thread.currentThread().stop()));
        agrees("yield comes back", out -> {
            Thread.yield();
            Thread.onSpinWait();
            out.say("back");
        });
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void interrupts() {
        agrees("interrupt ends a sleep", out -> {
            Thread thread = new Thread(() -> {
                out.thrown(() -> Thread.sleep(1_000_000));
                out.say(Thread.currentThread().isInterrupted());
            });
            thread.start();
            thread.interrupt();
            thread.join();
        });
        agrees("interrupt before the wait", out -> {
            Thread.currentThread().interrupt();
            out.say(Thread.currentThread().isInterrupted());
            out.thrown(() -> Thread.sleep(1));
            out.say(Thread.interrupted(), Thread.interrupted());
        });
        agrees("interrupted clears the status", out -> {
            Thread.currentThread().interrupt();
            out.say(Thread.interrupted(), Thread.interrupted());
        });
        agrees("a running thread sees its interrupt", out -> {
            CountDownLatch running = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                running.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.yield();
                }
                out.say("seen", Thread.currentThread().isInterrupted());
            });
            thread.start();
            running.await();
            thread.interrupt();
            thread.join();
        });
        agrees("interrupt of a thread before its start", out -> {
            Thread thread = new Thread(() -> out.say(Thread.currentThread().isInterrupted()));
            thread.interrupt();
            out.say(thread.isInterrupted());
            thread.start();
            thread.join();
        });
        agrees("interrupt of a thread after its end", out -> {
            Thread thread = new Thread(() -> {});
            thread.start();
            thread.join();
            thread.interrupt();
            out.say(thread.isInterrupted());
        });
        agrees("join is interrupted", out -> {
            Thread joiner = new Thread(() -> {
                Thread forever = new Thread(() -> LockSupport.park());
                forever.start();
                out.thrown(forever::join);
                LockSupport.unpark(forever);
            });
            joiner.start();
            joiner.interrupt();
            joiner.join();
        });
    }

    private void parking() {
        agrees("unpark of a platform thread from another", out -> {
            Thread thread = new Thread(() -> {
                LockSupport.park();
                out.say("unparked");
            });
            thread.start();
            LockSupport.unpark(thread);
            thread.join();
        });
        agrees("unpark before park leaves one permit", out -> {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            out.say("first park returned");
            LockSupport.parkNanos(1_000);
            out.say("second timed out");
        });
        agrees("park returns when interrupted, and keeps the status", out -> {
            Thread.currentThread().interrupt();
            LockSupport.park();
            out.say(Thread.interrupted());
        });
        agrees("the blocker of a parked thread can be seen", out -> {
            Object blocker = "the blocker";
            Thread thread = new Thread(() -> LockSupport.park(blocker));
            thread.start();
            while (LockSupport.getBlocker(thread) == null) {
                Thread.sleep(1);
            }
            out.say(LockSupport.getBlocker(thread));
            LockSupport.unpark(thread);
            thread.join();
            out.say(LockSupport.getBlocker(thread));
        });
        takes(5, "parkNanos of a platform thread", out -> {
            Thread thread = new Thread(() -> LockSupport.parkNanos(5 * out.tickNanos()));
            thread.start();
            thread.join();
            out.say("ended");
        });
        takes(7, "parkUntil", out -> {
            LockSupport.parkUntil(System.currentTimeMillis() + 7 * out.tick());
            out.say("ended");
        });
    }

    private void joins() {
        agrees("join of a thread that was never started returns at once", out -> {
            Thread thread = new Thread(() -> {});
            thread.join();
            thread.join(5);
            out.thrown(() -> thread.join(Duration.ofMillis(1)));
        });
        agrees("join checks its argument", out -> {
            out.thrown(() -> Thread.currentThread().join(-1));
            out.thrown(() -> Thread.currentThread().join(0, 1_000_000));
        });
        takes(3, "join with a time-out that expires", out -> {
            Thread thread = new Thread(LockSupport::park);
            thread.start();
            thread.join(out.tick());
            out.say(thread.isAlive(), thread.join(Duration.ofMillis(2 * out.tick())));
            LockSupport.unpark(thread);
            thread.join();
        });
        takes(4, "join in time", out -> {
            Thread thread = new Thread(() -> LockSupport.parkNanos(4 * out.tickNanos()));
            thread.start();
            out.say(thread.join(Duration.ofMillis(9_000 * out.tick())), thread.isAlive());
        });
        agrees("waiting on the thread object ends with the thread", out -> {
            Thread thread = new Thread(() -> {});
            synchronized (thread) {
                thread.start();
                while (thread.isAlive()) {
                    thread.wait();
                }
            }
            out.say("ended", thread.isAlive());
        });
        takes(6, "sleep in all its forms", out -> {
            Thread.sleep(out.tick());
            Thread.sleep(2 * out.tick(), 0);
            Thread.sleep(Duration.ofMillis(3 * out.tick()));
            out.thrown(() -> Thread.sleep(-1));
            Thread.sleep(Duration.ofMillis(-5));
        });
    }
}
