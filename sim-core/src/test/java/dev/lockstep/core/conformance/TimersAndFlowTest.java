package dev.lockstep.core.conformance;

import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** java.util.Timer, Flow and SubmissionPublisher. */
@SuppressWarnings({"FutureReturnValueIgnored", "try", "JavaUtilDate"}) // closing early is part of what is tested
class TimersAndFlowTest extends Area {
    /** Runs an action. */
    private static final class Task extends TimerTask {
        private final Runnable action;

        Task(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            action.run();
        }
    }

    /** Asks for one item at a time and writes down what comes. */
    private static class Listener implements Subscriber<Integer> {
        private final Out out;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile Subscription subscription = new Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
        };

        Listener(Out out) {
            this.out = out;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Integer item) {
            out.say("next", item);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable error) {
            out.say("error", error.getMessage());
            ended.countDown();
        }

        @Override
        public void onComplete() {
            out.say("complete");
            ended.countDown();
        }
    }

    TimersAndFlowTest() {
        timers();
        flows();
    }

    private void timers() {
        takes(4, "Timer runs once after a delay", out -> {
            Timer timer = new Timer("timer");
            CountDownLatch ran = new CountDownLatch(1);
            timer.schedule(
                    new Task(() -> {
                        out.say(Thread.currentThread().getName());
                        ran.countDown();
                    }),
                    4 * out.tick());
            ran.await();
            timer.cancel();
        });
        takes(7, "Timer repeats at a fixed rate", out -> {
            Timer timer = new Timer(true);
            CountDownLatch ran = new CountDownLatch(4);
            timer.scheduleAtFixedRate(new Task(ran::countDown), out.tick(), 2 * out.tick());
            ran.await();
            timer.cancel();
            out.say(ran.getCount());
        });
        takes(3, "Timer at a date", out -> {
            Timer timer = new Timer();
            CountDownLatch ran = new CountDownLatch(1);
            timer.schedule(new Task(ran::countDown), new Date(System.currentTimeMillis() + 3 * out.tick()));
            ran.await();
            timer.cancel();
            out.thrown(() -> timer.schedule(new Task(() -> {}), 1));
        });
        agrees("a cancelled task does not run", out -> {
            Timer timer = new Timer();
            TimerTask task = new Task(() -> out.say("never"));
            timer.schedule(task, 1_000_000);
            out.say(task.cancel(), task.cancel());
            timer.cancel();
        });
        fixed("default names of timers count per host", out -> {
            for (int i = 0; i < 2; i++) {
                Timer timer = new Timer();
                CountDownLatch ran = new CountDownLatch(1);
                timer.schedule(
                        new Task(() -> {
                            out.say(Thread.currentThread().getName());
                            ran.countDown();
                        }),
                        1);
                ran.await();
                timer.cancel();
            }
        });
    }

    private void flows() {
        agrees("SubmissionPublisher delivers in order on the common pool", out -> {
            Listener listener = new Listener(out);
            try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
                publisher.subscribe(listener);
                for (int i = 0; i < 10; i++) {
                    publisher.submit(i);
                }
            }
            listener.ended.await();
        });
        agrees("on an executor of one's own, with a small buffer", out -> {
            Listener listener = new Listener(out);
            try (var pool = Executors.newFixedThreadPool(2);
                    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(pool, 2)) {
                publisher.subscribe(listener);
                for (int i = 0; i < 20; i++) {
                    publisher.submit(i);
                }
                publisher.close();
                listener.ended.await();
            }
        });
        agrees("closing with an error", out -> {
            Listener listener = new Listener(out);
            SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
            publisher.subscribe(listener);
            publisher.closeExceptionally(new IllegalStateException("closed"));
            listener.ended.await();
            out.say(publisher.isClosed(), publisher.getClosedException());
        });
        agrees("consume completes its future", out -> {
            try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
                var done = publisher.consume(i -> out.say("consumed", i));
                publisher.submit(1);
                publisher.submit(2);
                publisher.close();
                done.get();
            }
        });
        takes(3, "offer with a time-out drops when nobody asks", out -> {
            try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 1)) {
                publisher.subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {}

                    @Override
                    public void onNext(Integer item) {}

                    @Override
                    public void onError(Throwable error) {}

                    @Override
                    public void onComplete() {}
                });
                int lag = 0;
                for (int i = 0; i < publisher.getMaxBufferCapacity(); i++) {
                    lag = publisher.submit(i);
                }
                out.say(
                        lag > 0,
                        publisher.offer(9, 3 * out.tick(), TimeUnit.MILLISECONDS, (s, item) -> {
                                    out.say("dropped", item);
                                    return false;
                                })
                                < 0);
            }
        });
    }
}
