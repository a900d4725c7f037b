package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Every factory of Executors, and ThreadPoolExecutor itself. */
@SuppressWarnings({"FutureReturnValueIgnored", "ThreadPriorityCheck"})
class ExecutorsTest extends Area {
    /** Makes an executor. */
    @FunctionalInterface
    private interface Maker {
        ExecutorService make();
    }

    ExecutorsTest() {
        all("newFixedThreadPool", () -> Executors.newFixedThreadPool(3));
        all("newFixedThreadPool with a factory", () -> Executors.newFixedThreadPool(2, Thread::new));
        all("newCachedThreadPool", Executors::newCachedThreadPool);
        all("newSingleThreadExecutor", Executors::newSingleThreadExecutor);
        all("newScheduledThreadPool", () -> Executors.newScheduledThreadPool(2));
        all("newSingleThreadScheduledExecutor", Executors::newSingleThreadScheduledExecutor);
        all("newWorkStealingPool", () -> Executors.newWorkStealingPool(3));
        all("newVirtualThreadPerTaskExecutor", Executors::newVirtualThreadPerTaskExecutor);
        all(
                "newThreadPerTaskExecutor of platform threads",
                () -> Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()));
        all(
                "unconfigurableExecutorService",
                () -> Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(2)));
        pool();
        scheduled();
        ends();
    }

    private void all(String name, Maker maker) {
        agrees(name + ": submit, invokeAll, invokeAny, exceptions", out -> {
            try (ExecutorService pool = maker.make()) {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    int value = i;
                    tasks.add(() -> {
                        Thread.yield();
                        return value * value;
                    });
                }
                int sum = 0;
                for (Future<Integer> future : pool.invokeAll(tasks)) {
                    sum += future.get();
                }
                out.say(sum, pool.invokeAny(List.of(() -> 9, () -> 9)));
                out.thrown(() -> pool.submit(() -> {
                            throw new java.io.IOException("in the pool");
                        })
                        .get());
                out.say(pool.submit(() -> {}, "done").get());
            }
        });
        takes(3, name + ": tasks that sleep, shutdown and termination", out -> {
            ExecutorService pool = maker.make();
            Future<?> future = pool.submit(() -> {
                Thread.sleep(3 * out.tick());
                return 1;
            });
            pool.shutdown();
            out.say(pool.isShutdown(), pool.awaitTermination(1_000 * out.tick(), TimeUnit.MILLISECONDS));
            out.say(pool.isTerminated(), future.get());
            out.thrown(() -> {
                try {
                    pool.submit(() -> {});
                } catch (java.util.concurrent.RejectedExecutionException e) {
                    throw new IllegalStateException("rejected");
                }
            });
        });
        agrees(name + ": shutdownNow interrupts", out -> {
            ExecutorService pool = maker.make();
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            pool.submit(() -> {
                running.countDown();
                out.thrown(() -> new CountDownLatch(1).await());
                ended.countDown();
            });
            running.await();
            pool.shutdownNow();
            ended.await();
            out.say(pool.awaitTermination(1, TimeUnit.HOURS));
        });
    }

    private void pool() {
        fixed("default names count per host", out -> {
            for (int i = 0; i < 2; i++) {
                try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
                    out.say(pool.submit(() -> Thread.currentThread().getName()).get());
                }
            }
        });
        agrees("a single thread runs tasks in order", out -> {
            try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                for (int i = 0; i < 5; i++) {
                    int id = i;
                    pool.submit(() -> out.say(id));
                }
            }
        });
        agrees("saturation policies", out -> {
            CountDownLatch go = new CountDownLatch(1);
            ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
            Runnable blocker = () -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    out.say("interrupted");
                }
            };
            pool.execute(blocker);
            pool.execute(blocker);
            out.say(pool.getPoolSize(), pool.getQueue().size());
            out.thrown(() -> {
                try {
                    pool.execute(blocker);
                } catch (java.util.concurrent.RejectedExecutionException e) {
                    throw new IllegalStateException("rejected");
                }
            });
            pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
            Thread caller = Thread.currentThread();
            pool.execute(() -> out.say(Thread.currentThread() == caller));
            go.countDown();
            pool.shutdown();
            out.say(pool.awaitTermination(1, TimeUnit.HOURS), pool.getCompletedTaskCount());
        });
        agrees("a thread that dies is replaced", out -> {
            Semaphore died = new Semaphore(0);
            try (ExecutorService pool = Executors.newFixedThreadPool(1, r -> {
                Thread thread = new Thread(r);
                thread.setUncaughtExceptionHandler((t, e) -> {
                    out.say("died of", e.getMessage());
                    died.release();
                });
                return thread;
            })) {
                pool.execute(() -> {
                    throw new IllegalStateException("boom");
                });
                died.acquire();
                out.say(pool.submit(() -> "alive").get());
            }
        });
        agrees("hooks before and after", out -> {
            ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(9)) {
                @Override
                protected void beforeExecute(Thread thread, Runnable task) {
                    out.say("before", thread == Thread.currentThread());
                }

                @Override
                protected void afterExecute(Runnable task, Throwable error) {
                    out.say("after", error);
                }

                @Override
                protected void terminated() {
                    out.say("terminated");
                }
            };
            pool.execute(() -> out.say("task"));
            pool.shutdown();
            out.say(pool.awaitTermination(1, TimeUnit.HOURS));
        });
        agrees("idle threads time out", out -> {
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    0, 4, out.tick(), TimeUnit.MILLISECONDS, new java.util.concurrent.SynchronousQueue<>());
            pool.submit(() -> {}).get();
            while (pool.getPoolSize() > 0) {
                Thread.sleep(1);
            }
            out.say(pool.getPoolSize(), pool.getLargestPoolSize());
            pool.shutdown();
        });
        takes(6, "ExecutorCompletionService hands out what is ready first", out -> {
            try (ExecutorService pool = Executors.newCachedThreadPool()) {
                ExecutorCompletionService<Integer> ready = new ExecutorCompletionService<>(pool);
                for (int ticks : new int[] {6, 2, 4}) {
                    ready.submit(() -> {
                        Thread.sleep(ticks * out.tick());
                        return ticks;
                    });
                }
                int first = ready.take().get();
                int second = ready.take().get();
                out.say(first + second + ready.take().get());
            }
        });
        takes(2, "invokeAll with a time-out cancels the rest", out -> {
            ExecutorService pool = Executors.newFixedThreadPool(2);
            Collection<Callable<String>> tasks = List.of(() -> "quick", () -> {
                Thread.sleep(100_000 * out.tick());
                return "slow";
            });
            List<Future<String>> futures = pool.invokeAll(tasks, 2 * out.tick(), TimeUnit.MILLISECONDS);
            out.say(futures.get(1).state());
            pool.shutdownNow();
            pool.awaitTermination(1, TimeUnit.HOURS);
        });
    }

    private void scheduled() {
        takes(4, "schedule", out -> {
            try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
                ScheduledFuture<String> future = pool.schedule(() -> "now", 4 * out.tick(), TimeUnit.MILLISECONDS);
                out.say(future.get());
            }
        });
        takes(7, "scheduleAtFixedRate", out -> {
            ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
            CountDownLatch ticks = new CountDownLatch(4);
            pool.scheduleAtFixedRate(ticks::countDown, out.tick(), 2 * out.tick(), TimeUnit.MILLISECONDS);
            ticks.await();
            out.say(ticks.getCount());
            pool.shutdownNow();
        });
        takes(9, "scheduleWithFixedDelay waits after each run", out -> {
            ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
            CountDownLatch ticks = new CountDownLatch(3);
            pool.scheduleWithFixedDelay(
                    () -> {
                        try {
                            Thread.sleep(2 * out.tick());
                        } catch (InterruptedException e) {
                            return;
                        }
                        ticks.countDown();
                    },
                    out.tick(),
                    out.tick(),
                    TimeUnit.MILLISECONDS);
            ticks.await();
            out.say(ticks.getCount());
            pool.shutdownNow();
        });
        agrees("a periodic task that throws is not run again", out -> {
            ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> future = pool.scheduleAtFixedRate(
                    () -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException("stop");
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            out.thrown(future::get);
            out.say(runs, future.state());
            pool.shutdownNow();
        });
        agrees("cancel and remove", out -> {
            ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
            ScheduledFuture<?> future = pool.schedule(() -> out.say("never"), 1, TimeUnit.DAYS);
            out.say(future.cancel(false), future.isCancelled(), future.getDelay(TimeUnit.HOURS) > 22);
            out.say(pool.shutdownNow().size());
        });
    }

    private void ends() {
        takes(1, "a future times out and is cancelled", out -> {
            ExecutorService pool = Executors.newSingleThreadExecutor();
            Future<?> future = pool.submit(() -> {
                Thread.sleep(1_000_000);
                return 1;
            });
            try {
                future.get(out.tick(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                out.say(e, future.cancel(true), future.state());
            }
            pool.shutdown();
            out.say(pool.awaitTermination(1, TimeUnit.HOURS));
        });
        agrees("close waits for running tasks", out -> {
            AtomicInteger done = new AtomicInteger();
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                for (int i = 0; i < 5; i++) {
                    pool.submit(() -> {
                        Thread.sleep(1);
                        return done.incrementAndGet();
                    });
                }
            }
            out.say(done);
        });
    }
}
