package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** ForkJoinPool: own pools and the common one. */
class ForkJoinTest extends Area {
    /** Counts the slow way. */
    private static final class Fibonacci extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;
        private final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fibonacci left = new Fibonacci(n - 1);
            left.fork();
            return new Fibonacci(n - 2).compute() + left.join();
        }
    }

    /** Adds one to each element. */
    private static final class Increment extends RecursiveAction {
        private static final long serialVersionUID = 1L;
        private final transient int[] values;
        private final int from;
        private final int to;

        Increment(int[] values, int from, int to) {
            this.values = values;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            if (to - from == 1) {
                values[from]++;
            } else {
                int middle = (from + to) >>> 1;
                invokeAll(new Increment(values, from, middle), new Increment(values, middle, to));
            }
        }
    }

    /** Counts leaves by completions. */
    private static final class Leaves extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1L;
        private final transient AtomicInteger count;
        private final int depth;

        Leaves(@Nullable CountedCompleter<?> parent, AtomicInteger count, int depth) {
            super(parent);
            this.count = count;
            this.depth = depth;
        }

        @Override
        public void compute() {
            if (depth == 0) {
                count.incrementAndGet();
            } else {
                setPendingCount(2);
                new Leaves(this, count, depth - 1).fork();
                new Leaves(this, count, depth - 1).fork();
            }
            tryComplete();
        }
    }

    ForkJoinTest() {
        own();
        common();
        asExecutor();
    }

    private void own() {
        agrees("fork and join in a pool of one's own", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(3)) {
                out.say(pool.invoke(new Fibonacci(12)), pool.getParallelism());
            }
        });
        agrees("actions", out -> {
            int[] values = new int[50];
            try (ForkJoinPool pool = new ForkJoinPool(2)) {
                pool.invoke(new Increment(values, 0, values.length));
            }
            out.say(java.util.Arrays.stream(values).sum());
        });
        agrees("completers", out -> {
            AtomicInteger count = new AtomicInteger();
            try (ForkJoinPool pool = new ForkJoinPool(3)) {
                pool.invoke(new Leaves(null, count, 5));
            }
            out.say(count);
        });
        agrees("workers are platform threads that know their pool", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(2)) {
                out.say(pool.submit(() -> {
                            Thread self = Thread.currentThread();
                            return self.isVirtual() + " " + self.isDaemon() + " " + ForkJoinTask.inForkJoinPool() + " "
                                    + (self instanceof ForkJoinWorkerThread w && w.getPool() == pool) + " "
                                    + (ForkJoinTask.getPool() == pool) + " "
                                    + self.getName().replaceAll("\\d+", "n");
                        })
                        .get());
            }
        });
        fixed("names of pools count per host", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(1)) {
                out.say(pool.submit(() -> Thread.currentThread().getName()).get());
            }
        });
        agrees("an exception reaches whoever joins", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(2)) {
                ForkJoinTask<Object> task = pool.submit((Callable<Object>) () -> {
                    throw new java.io.IOException("in a task");
                });
                out.thrown(task::get);
                out.say(task.isCompletedAbnormally(), task.isCompletedNormally());
            }
        });
        agrees("own worker threads and their hooks", out -> {
            CountDownLatch ended = new CountDownLatch(1);
            ForkJoinPool pool = new ForkJoinPool(
                    1,
                    p -> new ForkJoinWorkerThread(p) {
                        @Override
                        protected void onStart() {
                            out.say("start", Thread.currentThread() == this);
                        }

                        @Override
                        protected void onTermination(Throwable error) {
                            out.say("end", error);
                            ended.countDown();
                        }
                    },
                    null,
                    true);
            out.say(pool.submit(() -> 5).get());
            pool.shutdown();
            ended.await();
            out.say(pool.awaitTermination(1, TimeUnit.HOURS));
        });
        agrees("asynchronous mode runs in order of submission", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true)) {
                List<ForkJoinTask<?>> tasks = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    int id = i;
                    tasks.add(pool.submit(() -> out.say(id)));
                }
                tasks.forEach(ForkJoinTask::join);
            }
        });
        agrees("a managed blocker keeps the pool going", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(1)) {
                CountDownLatch go = new CountDownLatch(1);
                ForkJoinTask<String> blocked = pool.submit(() -> {
                    ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
                        @Override
                        public boolean block() throws InterruptedException {
                            go.await();
                            return true;
                        }

                        @Override
                        public boolean isReleasable() {
                            return go.getCount() == 0;
                        }
                    });
                    return "released";
                });
                pool.submit(go::countDown).join();
                out.say(blocked.join());
            }
        });
    }

    private void common() {
        agrees(
                "invoke on the common pool",
                out -> out.say(ForkJoinPool.commonPool().invoke(new Fibonacci(11))));
        agrees("invoke and fork without a pool", out -> {
            out.say(new Fibonacci(10).invoke());
            ForkJoinTask<Integer> task = new Fibonacci(9).fork();
            out.say(task.join());
        });
        agrees("the common pool cannot be shut down", out -> {
            ForkJoinPool pool = ForkJoinPool.commonPool();
            pool.shutdown();
            pool.shutdownNow();
            out.say(
                    pool.isShutdown(),
                    pool == ForkJoinPool.commonPool(),
                    pool.submit(() -> 3).get());
        });
        agrees("awaitQuiescence", out -> {
            AtomicInteger done = new AtomicInteger();
            for (int i = 0; i < 10; i++) {
                ForkJoinPool.commonPool().execute(done::incrementAndGet);
            }
            out.say(ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.HOURS), done);
        });
        fixed(
                "parallelism follows the processors of the host",
                out -> out.say(
                        ForkJoinPool.getCommonPoolParallelism(),
                                ForkJoinPool.commonPool().getParallelism(),
                        new ForkJoinPool().getParallelism(),
                                Runtime.getRuntime().availableProcessors()));
        takes(
                2,
                "delayed tasks of a pool",
                out -> out.say(ForkJoinPool.commonPool()
                        .schedule(() -> "delayed", 2 * out.tick(), TimeUnit.MILLISECONDS)
                        .get()));
    }

    private void asExecutor() {
        takes(3, "tasks of a pool that sleep do so side by side", out -> {
            try (ForkJoinPool pool = new ForkJoinPool(4)) {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    tasks.add(() -> {
                        Thread.sleep(3 * out.tick());
                        return 1;
                    });
                }
                int sum = 0;
                for (var future : pool.invokeAll(tasks)) {
                    sum += future.get();
                }
                out.say(sum);
            }
        });
        takes(1, "get times out", out -> {
            ForkJoinPool pool = new ForkJoinPool(1);
            ForkJoinTask<Integer> task = pool.submit(() -> {
                new CountDownLatch(1).await();
                return 1;
            });
            out.thrown(() -> task.get(out.tick(), TimeUnit.MILLISECONDS));
            pool.shutdownNow();
            out.say(pool.awaitTermination(1, TimeUnit.HOURS));
        });
        agrees("cancel before it runs", out -> {
            ForkJoinTask<Integer> task = new Fibonacci(3);
            out.say(task.cancel(false), task.isCancelled());
            out.thrown(task::join);
        });
    }
}
