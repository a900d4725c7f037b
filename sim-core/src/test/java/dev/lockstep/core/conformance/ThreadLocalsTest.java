package dev.lockstep.core.conformance;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** ThreadLocal, InheritableThreadLocal, ScopedValue. */
class ThreadLocalsTest extends Area {
    private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

    ThreadLocalsTest() {
        agrees("a thread-local belongs to its thread", out -> {
            ThreadLocal<String> local = ThreadLocal.withInitial(() -> "initial");
            local.set("main");
            Thread thread = new Thread(() -> {
                out.say(local.get());
                local.set("other");
                out.say(local.get());
                local.remove();
                out.say(local.get());
            });
            thread.start();
            thread.join();
            out.say(local.get());
        });
        agrees("a pool's thread keeps its thread-locals from task to task", out -> {
            ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 0);
            try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                for (int i = 0; i < 3; i++) {
                    pool.submit(() -> {
                                local.set(local.get() + 1);
                                out.say(local.get());
                            })
                            .get();
                }
            }
        });
        agrees("inheritable thread-locals reach platform threads", out -> {
            InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
            local.set("from main");
            Thread early = new Thread(() -> {
                out.say(local.get());
                local.set("changed in child");
            });
            local.set("changed after construction");
            early.start();
            early.join();
            out.say(local.get());
        });
        agrees("they reach virtual threads and grandchildren", out -> {
            InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
            Thread thread = new Thread(() -> {
                local.set("from child");
                Thread inner = new Thread(() -> out.say("platform", local.get()));
                Thread virtual = Thread.ofVirtual().unstarted(() -> out.say("virtual", local.get()));
                run(inner);
                run(virtual);
            });
            run(thread);
            out.say(local.get());
        });
        agrees("childValue decides what is inherited", out -> {
            InheritableThreadLocal<Integer> local = new InheritableThreadLocal<>() {
                @Override
                protected Integer childValue(Integer parent) {
                    return parent + 1;
                }
            };
            local.set(1);
            run(new Thread(() -> {
                out.say(local.get());
                run(new Thread(() -> out.say(local.get())));
            }));
        });
        agrees("inheriting can be refused", out -> {
            InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
            local.set("x");
            run(Thread.ofPlatform().inheritInheritableThreadLocals(false).unstarted(() -> out.say(local.get())));
            run(Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(() -> out.say(local.get())));
            run(new Thread(Thread.currentThread().getThreadGroup(), () -> out.say(local.get()), "t", 0, false));
        });
        agrees("they reach the threads of a pool made afterwards", out -> {
            InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
            local.set("x");
            try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
                out.say(pool.submit(local::get).get());
            }
            try (ForkJoinPool pool = new ForkJoinPool(1)) {
                out.say(pool.submit(local::get).get());
            }
        });
        agrees("scoped values bind, nest and end", out -> {
            out.say(SCOPED.isBound(), SCOPED.orElse("unbound"));
            ScopedValue.where(SCOPED, "outer").run(() -> {
                out.say(SCOPED.get());
                ScopedValue.where(SCOPED, "inner").run(() -> out.say(SCOPED.get()));
                out.say(SCOPED.get());
            });
            out.thrown(SCOPED::get);
        });
        agrees(
                "scoped values do not reach a new thread",
                out -> ScopedValue.where(SCOPED, "outer").run(() -> {
                    run(new Thread(() -> out.say(SCOPED.isBound())));
                    run(Thread.ofVirtual().unstarted(() -> out.say(SCOPED.isBound())));
                }));
        agrees(
                "scoped values within a started thread",
                out -> run(new Thread(() -> ScopedValue.where(SCOPED, "in").run(() -> {
                    out.say(SCOPED.get());
                    run(new Thread(() -> out.say(SCOPED.isBound())));
                    out.say(SCOPED.get());
                }))));
        agrees("a scoped operation returns and throws", out -> {
            out.say(ScopedValue.where(SCOPED, "x").call(() -> SCOPED.get() + "y"));
            out.thrown(() -> ScopedValue.where(SCOPED, "x").call(() -> {
                throw new java.io.IOException("from within");
            }));
        });
    }

    private static void run(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
