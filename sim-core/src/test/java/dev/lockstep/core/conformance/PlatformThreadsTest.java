package dev.lockstep.core.conformance;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Platform threads: identity, life cycle, attributes, groups, uncaught exceptions. */
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

    /** A group that notes what its threads die of. */
    private static final class Noting extends ThreadGroup {
        private final Out out;

        Noting(Out out) {
            super("noting");
            this.out = out;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable error) {
            out.say("group", thread.getName(), error.getMessage(), thread.isAlive());
        }
    }

    PlatformThreadsTest() {
        identity();
        lifeCycle();
        interrupts();
        parking();
        attributes();
        groups();
        uncaught();
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

    private void attributes() {
        agrees("daemon, priority and group are inherited", out -> {
            ThreadGroup group = new ThreadGroup("outer");
            Thread outer = new Thread(group, () -> {
                Thread inner = new Thread(() -> {});
                out.say(
                        inner.isDaemon(),
                        inner.getPriority(),
                        inner.getThreadGroup().getName());
            });
            outer.setDaemon(true);
            outer.setPriority(7);
            outer.start();
            outer.join();
            Thread plain = new Thread(() -> {});
            out.say(
                    plain.isDaemon(),
                    plain.getPriority(),
                    plain.getThreadGroup().getName());
        });
        agrees("names can be changed while running", out -> {
            Thread thread = new Thread(
                    () -> {
                        Thread.currentThread().setName("renamed");
                        out.say(Thread.currentThread().getName());
                    },
                    "before");
            thread.start();
            thread.join();
            out.say(thread.getName());
            out.thrown(() -> new Thread(noName()));
        });
        agrees("default names count up by one", out -> {
            int first = number(new Thread().getName());
            out.say(
                    number(new Thread().getName()) > first,
                    new Thread().getName().startsWith("Thread-"));
        });
        fixed("default names start at zero on each host", out -> {
            out.say(new Thread().getName(), new Thread().getName());
        });
        agrees("priorities are checked and bounded by the group", out -> {
            ThreadGroup group = new ThreadGroup("low");
            group.setMaxPriority(3);
            Thread thread = new Thread(group, () -> {});
            thread.setPriority(9);
            out.say(thread.getPriority());
            out.thrown(() -> thread.setPriority(11));
        });
        agrees("the context class loader is inherited and can be set", out -> {
            ClassLoader own = new ClassLoader(ClassLoader.getSystemClassLoader()) {};
            Thread thread = new Thread(() -> {
                out.say(Thread.currentThread().getContextClassLoader() == own);
                Thread inner = new Thread(() -> {});
                out.say(inner.getContextClassLoader() == own);
            });
            thread.setContextClassLoader(own);
            thread.start();
            thread.join();
        });
        agrees("toString", out -> {
            Thread thread = new Thread(new ThreadGroup("g"), () -> {}, "t");
            out.say(thread.toString().replaceAll("#\\d+", "#n"));
            thread.start();
            thread.join();
            out.say(thread.toString().replaceAll("#\\d+", "#n"));
        });
        agrees("builder of platform threads", out -> {
            Thread thread = Thread.ofPlatform()
                    .name("b-", 4)
                    .daemon()
                    .priority(2)
                    .start(() -> out.say(
                            Thread.currentThread().getName(),
                            Thread.currentThread().isDaemon()));
            thread.join();
            out.say(thread.getName(), thread.getPriority(), thread.isVirtual());
        });
        agrees("factory of a builder counts names", out -> {
            var factory = Thread.ofPlatform().name("f-", 0).factory();
            out.say(
                    factory.newThread(() -> {}).getName(),
                    factory.newThread(() -> {}).getName());
        });
    }

    @SuppressWarnings("NullAway") // what happens with null is the question
    private static String noName() {
        return null;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    private void groups() {
        agrees("a group lists its running threads", out -> {
            ThreadGroup group = new ThreadGroup("g");
            CountDownLatch go = new CountDownLatch(1);
            Thread one = new Thread(group, () -> await(go), "one");
            Thread two = new Thread(new ThreadGroup(group, "sub"), () -> await(go), "two");
            out.say(group.activeCount(), group.activeGroupCount());
            one.start();
            two.start();
            Thread[] listed = new Thread[5];
            out.say(group.activeCount(), group.enumerate(listed), group.enumerate(listed, false));
            out.say(listed[0] == one);
            go.countDown();
            one.join();
            two.join();
            out.say(group.activeCount());
        });
        agrees("a group interrupts its threads", out -> {
            ThreadGroup group = new ThreadGroup("g");
            Thread thread = new Thread(group, () -> {
                LockSupport.park();
                out.say(Thread.currentThread().isInterrupted());
            });
            thread.start();
            group.interrupt();
            thread.join();
        });
        agrees("names, parents and bounds of groups", out -> {
            ThreadGroup parent = new ThreadGroup("parent");
            ThreadGroup child = new ThreadGroup(parent, "child");
            parent.setMaxPriority(4);
            out.say(child.getName(), child.getParent() == parent, parent.parentOf(child), child.getMaxPriority());
        });
        agrees("activeCount counts the caller's group", out -> out.say(Thread.activeCount()));
    }

    private void uncaught() {
        agrees("the handler of a thread", out -> {
            Thread thread = new Thread(
                    () -> {
                        throw new IllegalStateException("boom");
                    },
                    "t");
            thread.setUncaughtExceptionHandler(
                    (t, e) -> out.say(t == thread, t == Thread.currentThread(), t.isAlive(), e.getMessage()));
            thread.start();
            thread.join();
            out.say(thread.isAlive(), thread.getUncaughtExceptionHandler());
        });
        agrees("the group handles what the thread does not", out -> {
            Thread thread = new Thread(
                    new Noting(out),
                    () -> {
                        throw new IllegalStateException("boom");
                    },
                    "t");
            thread.start();
            thread.join();
        });
        agrees("the default handler handles what neither does", out -> {
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            Thread.setDefaultUncaughtExceptionHandler((t, e) -> out.say("default", t.getName(), e.getMessage()));
            try {
                Thread thread = new Thread(
                        () -> {
                            throw new IllegalStateException("boom");
                        },
                        "t");
                thread.start();
                thread.join();
                Thread virtual = Thread.ofVirtual().name("v").start(() -> {
                    throw new IllegalStateException("bang");
                });
                virtual.join();
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
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
