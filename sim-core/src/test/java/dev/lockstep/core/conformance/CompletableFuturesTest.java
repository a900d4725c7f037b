package dev.lockstep.core.conformance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** CompletableFuture, with its asynchronous methods and time-outs. */
@SuppressWarnings("FutureReturnValueIgnored")
class CompletableFuturesTest extends Area {
    CompletableFuturesTest() {
        completion();
        async();
        timeOuts();
    }

    private void completion() {
        agrees("stages", out -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            CompletableFuture<String> text = future.thenApply(i -> i + 1)
                    .thenCombine(CompletableFuture.completedFuture(3), (a, b) -> a + "/" + b);
            out.say(text.isDone());
            future.complete(6);
            out.say(text.join(), future.complete(8), future.state());
        });
        agrees("exceptions are wrapped on the way", out -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            CompletableFuture<Integer> next = future.thenApply(i -> i * 2);
            future.completeExceptionally(new java.io.IOException("gone"));
            out.thrown(future::get);
            out.thrown(next::join);
            out.say(next.exceptionally(e -> e instanceof CompletionException ? -1 : -2)
                    .join());
            out.say(next.handle((v, e) -> String.valueOf(e.getCause())).join());
            out.say(next.isCompletedExceptionally(), next.exceptionNow().getMessage());
        });
        agrees("cancel", out -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            CompletableFuture<Integer> next = future.thenApply(i -> i);
            out.say(future.cancel(true), future.isCancelled(), next.isCompletedExceptionally());
            out.thrown(future::get);
            out.thrown(next::get);
        });
        agrees("waiting in another thread", out -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            Thread thread = new Thread(() -> out.say(future.join()));
            thread.start();
            future.complete(5);
            thread.join();
        });
        agrees("get is interrupted", out -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            Thread thread = new Thread(() -> out.thrown(future::get));
            thread.start();
            thread.interrupt();
            thread.join();
        });
    }

    private void async() {
        agrees("supplyAsync runs on a worker of the common pool", out -> {
            String[] worker = new String[1];
            int value = CompletableFuture.supplyAsync(() -> {
                        Thread self = Thread.currentThread();
                        worker[0] = self.getName().replaceAll("\\d+", "n") + " " + self.isDaemon() + " "
                                + (self instanceof ForkJoinWorkerThread w && w.getPool() == ForkJoinPool.commonPool());
                        return 4;
                    })
                    .join();
            out.say(value, worker[0]);
        });
        agrees("runAsync and its continuation", out -> {
            CompletableFuture.runAsync(() -> out.say("ran"))
                    .thenRunAsync(() -> out.say("then"))
                    .get();
        });
        agrees("allOf and anyOf", out -> {
            List<CompletableFuture<Integer>> all = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> i * i))
                    .toList();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            out.say(all.stream().mapToInt(CompletableFuture::join).sum());
            CompletableFuture<Object> any =
                    CompletableFuture.anyOf(new CompletableFuture<>(), CompletableFuture.completedFuture("first"));
            out.say(any.join());
        });
        agrees("on an executor of one's own", out -> {
            try (ExecutorService pool = Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().name("own-", 0).factory())) {
                out.say(CompletableFuture.supplyAsync(
                                () -> Thread.currentThread().getName(), pool)
                        .thenApplyAsync(n -> n.startsWith("own-"), pool)
                        .join());
            }
        });
        agrees("an exception in an asynchronous stage", out -> {
            CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("async");
            });
            out.thrown(future::join);
            out.thrown(future::get);
        });
        agrees("compose a chain across workers", out -> {
            CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
            for (int i = 0; i < 10; i++) {
                int add = i;
                sum = sum.thenCompose(s -> CompletableFuture.supplyAsync(() -> s + add));
            }
            out.say(sum.join());
        });
        agrees("blocking a worker does not stop the others", out -> {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<String> blocked = CompletableFuture.supplyAsync(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return "interrupted";
                }
                return "released";
            });
            new Thread(go::countDown).start();
            out.say(blocked.join());
        });
        agrees(
                "workers join each other",
                out -> out.say(CompletableFuture.supplyAsync(() -> CompletableFuture.supplyAsync(() ->
                                        CompletableFuture.supplyAsync(() -> 1).join())
                                .join())
                        .join()));
    }

    private void timeOuts() {
        takes(
                3,
                "get times out",
                out -> out.thrown(() -> new CompletableFuture<Integer>().get(3 * out.tick(), TimeUnit.MILLISECONDS)));
        takes(
                4,
                "orTimeout",
                out -> out.thrown(
                        new CompletableFuture<Integer>().orTimeout(4 * out.tick(), TimeUnit.MILLISECONDS)::join));
        takes(
                5,
                "completeOnTimeout",
                out -> out.say(new CompletableFuture<String>()
                        .completeOnTimeout("late", 5 * out.tick(), TimeUnit.MILLISECONDS)
                        .join()));
        takes(0, "a future completed in time is not timed out", out -> {
            CompletableFuture<Integer> future =
                    new CompletableFuture<Integer>().orTimeout(1_000 * out.tick(), TimeUnit.MILLISECONDS);
            future.complete(1);
            out.say(future.join());
        });
        takes(6, "delayedExecutor", out -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            CompletableFuture.delayedExecutor(6 * out.tick(), TimeUnit.MILLISECONDS)
                    .execute(() -> future.complete("delayed"));
            out.say(future.join());
        });
        takes(
                2,
                "asynchronous work that sleeps",
                out -> out.say(CompletableFuture.supplyAsync(() -> {
                            try {
                                Thread.sleep(2 * out.tick());
                            } catch (InterruptedException e) {
                                return "interrupted";
                            }
                            return "slept";
                        })
                        .join()));
        takes(3, "of several, the first one wins", out -> {
            CompletableFuture<Object> any = CompletableFuture.anyOf(
                    new CompletableFuture<String>()
                            .completeOnTimeout("slow", 9_000 * out.tick(), TimeUnit.MILLISECONDS),
                    new CompletableFuture<String>().completeOnTimeout("fast", 3 * out.tick(), TimeUnit.MILLISECONDS));
            out.say(any.join());
        });
    }
}
