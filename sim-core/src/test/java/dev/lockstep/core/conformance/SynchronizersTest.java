package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Latches, barriers, semaphores, phasers, exchangers, future tasks. */
@SuppressWarnings({"ThreadPriorityCheck", "FutureReturnValueIgnored"})
class SynchronizersTest extends Area {
    SynchronizersTest() {
        latches();
        barriers();
        semaphores();
        phasers();
        exchangers();
        futureTasks();
    }

    private static void threads(int count, Out out, Out.Action body) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                try {
                    body.run();
                } catch (Throwable e) {
                    out.say(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void latches() {
        agrees("CountDownLatch", out -> {
            CountDownLatch latch = new CountDownLatch(3);
            threads(3, out, latch::countDown);
            latch.await();
            out.say(latch.getCount(), latch.toString().replaceAll("@[0-9a-f]+", "@"));
            out.thrown(() -> new CountDownLatch(-1));
        });
        takes(
                8,
                "CountDownLatch times out",
                out -> out.say(new CountDownLatch(1).await(8 * out.tick(), TimeUnit.MILLISECONDS)));
    }

    private void barriers() {
        agrees("CyclicBarrier: all rounds, one action each", out -> {
            AtomicInteger rounds = new AtomicInteger();
            CyclicBarrier barrier = new CyclicBarrier(4, rounds::incrementAndGet);
            AtomicInteger arrivals = new AtomicInteger();
            threads(4, out, () -> {
                for (int i = 0; i < 5; i++) {
                    arrivals.addAndGet(barrier.await());
                }
            });
            out.say(rounds, arrivals, barrier.isBroken(), barrier.getNumberWaiting());
        });
        takes(2, "a barrier breaks for all when one times out", out -> {
            CyclicBarrier barrier = new CyclicBarrier(3);
            Thread other = new Thread(() -> out.thrown(barrier::await));
            other.start();
            while (barrier.getNumberWaiting() == 0) {
                Thread.yield();
            }
            try {
                barrier.await(2 * out.tick(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                other.join();
                out.say(e, barrier.isBroken());
            }
            out.thrown(barrier::await);
            barrier.reset();
            out.say(barrier.isBroken());
        });
        agrees("an action that throws breaks the barrier", out -> {
            CyclicBarrier barrier = new CyclicBarrier(1, () -> {
                throw new IllegalStateException("action");
            });
            out.thrown(barrier::await);
            out.say(barrier.isBroken());
        });
    }

    private void semaphores() {
        agrees("Semaphore bounds", out -> {
            Semaphore semaphore = new Semaphore(2);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            threads(6, out, () -> {
                semaphore.acquire();
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                semaphore.release();
            });
            out.say(most.get() <= 2, semaphore.availablePermits());
        });
        agrees("permits", out -> {
            Semaphore semaphore = new Semaphore(5, true);
            semaphore.acquire(3);
            out.say(semaphore.tryAcquire(3), semaphore.drainPermits(), semaphore.isFair());
            semaphore.release(4);
            out.say(semaphore.availablePermits(), semaphore.tryAcquire(4));
            out.thrown(() -> semaphore.acquire(-1));
        });
        takes(
                3,
                "Semaphore times out",
                out -> out.say(new Semaphore(0).tryAcquire(3 * out.tick(), TimeUnit.MILLISECONDS)));
    }

    private void phasers() {
        agrees("Phaser: phases, parties, termination", out -> {
            Phaser phaser = new Phaser(1);
            AtomicInteger work = new AtomicInteger();
            for (int i = 0; i < 3; i++) {
                phaser.register();
                new Thread(() -> {
                            work.incrementAndGet();
                            phaser.arriveAndAwaitAdvance();
                            work.incrementAndGet();
                            phaser.arriveAndDeregister();
                        })
                        .start();
            }
            out.say(phaser.arriveAndAwaitAdvance(), work.get() >= 3);
            out.say(phaser.arriveAndAwaitAdvance(), work, phaser.getRegisteredParties());
            phaser.arriveAndDeregister();
            out.say(phaser.isTerminated());
        });
        agrees("tiered phasers", out -> {
            Phaser root = new Phaser();
            Phaser left = new Phaser(root, 2);
            Phaser right = new Phaser(root, 1);
            threads(2, out, left::arrive);
            out.say(root.getPhase());
            right.arrive();
            out.say(root.getPhase(), left.getPhase(), right.getPhase());
        });
        takes(4, "Phaser times out", out -> {
            Phaser phaser = new Phaser(1);
            out.thrown(() -> phaser.awaitAdvanceInterruptibly(0, 4 * out.tick(), TimeUnit.MILLISECONDS));
        });
    }

    private void exchangers() {
        agrees("Exchanger swaps pairs", out -> {
            Exchanger<Integer> exchanger = new Exchanger<>();
            AtomicInteger sum = new AtomicInteger();
            AtomicInteger ids = new AtomicInteger();
            threads(6, out, () -> {
                int own = ids.incrementAndGet();
                int other = exchanger.exchange(own);
                sum.addAndGet(other);
                out.say(own != other);
            });
            out.say(sum);
        });
        takes(2, "Exchanger times out", out -> {
            Exchanger<Integer> exchanger = new Exchanger<>();
            out.thrown(() -> exchanger.exchange(1, 2 * out.tick(), TimeUnit.MILLISECONDS));
        });
    }

    private void futureTasks() {
        agrees("FutureTask: result, exception, cancellation", out -> {
            FutureTask<Integer> good = new FutureTask<>(() -> 5);
            good.run();
            out.say(good.get(), good.state(), good.resultNow());
            FutureTask<Integer> bad = new FutureTask<>(() -> {
                throw new java.io.IOException("bad");
            });
            bad.run();
            out.thrown(bad::get);
            out.say(bad.state(), bad.exceptionNow().getMessage());
            FutureTask<Integer> late = new FutureTask<>(() -> 6);
            late.cancel(false);
            late.run();
            out.thrown(late::get);
            out.thrown(late::resultNow);
        });
        agrees("cancelling interrupts the thread that runs it", out -> {
            CountDownLatch running = new CountDownLatch(1);
            FutureTask<Integer> task = new FutureTask<>(() -> {
                running.countDown();
                out.thrown(() -> Thread.sleep(1_000_000));
                return 1;
            });
            Thread thread = new Thread(task);
            thread.start();
            running.await();
            boolean cancelled = task.cancel(true);
            thread.join();
            out.say(cancelled);
            out.thrown(task::get);
        });
        takes(3, "FutureTask times out", out -> {
            FutureTask<Integer> task = new FutureTask<>(() -> 1);
            out.thrown(() -> task.get(3 * out.tick(), TimeUnit.MILLISECONDS));
        });
    }
}
