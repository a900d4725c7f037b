package dev.lockstep.core.conformance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Platform threads: attributes, groups, uncaught exceptions. */
@SuppressWarnings("ThreadPriorityCheck")
class ThreadAttributesTest extends Area {
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

    ThreadAttributesTest() {
        attributes();
        groups();
        uncaught();
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

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
}
