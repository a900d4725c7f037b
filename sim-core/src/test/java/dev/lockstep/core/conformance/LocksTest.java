package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** java.util.concurrent.locks. */
@SuppressWarnings({"LockNotBeforeTry", "ThreadPriorityCheck", "WaitNotInLoop", "JavaUtilDate"})
class LocksTest extends Area {
    LocksTest() {
        reentrant();
        timedLocks();
        conditions();
        readWrite();
        stamped();
    }

    private void reentrant() {
        agrees("ReentrantLock excludes", out -> {
            ReentrantLock lock = new ReentrantLock();
            out.say(count(lock, 8));
        });
        agrees("fair ReentrantLock excludes", out -> out.say(count(new ReentrantLock(true), 8)));
        agrees("the owner is known", out -> {
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            lock.lock();
            out.say(lock.isHeldByCurrentThread(), lock.getHoldCount(), lock.isLocked(), lock.isFair());
            Thread thread = new Thread(() -> out.say(lock.isHeldByCurrentThread(), lock.tryLock()));
            thread.start();
            thread.join();
            lock.unlock();
            lock.unlock();
            out.say(lock.isLocked());
            out.thrown(lock::unlock);
        });
        agrees("queued threads are the threads that were started", out -> {
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            Thread thread = new Thread(
                    () -> {
                        lock.lock();
                        lock.unlock();
                    },
                    "waiter");
            thread.start();
            while (!lock.hasQueuedThread(thread)) {
                Thread.sleep(1);
            }
            out.say(lock.hasQueuedThreads(), lock.getQueueLength());
            lock.unlock();
            thread.join();
            out.say(lock.hasQueuedThreads());
        });
        agrees("toString names the owner", out -> {
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            out.say(lock.toString().replaceAll("@[0-9a-f]+", "@"));
        });
        agrees("a fair lock is handed over in order", out -> {
            ReentrantLock lock = new ReentrantLock(true);
            List<Thread> threads = new ArrayList<>();
            lock.lock();
            for (int i = 0; i < 4; i++) {
                int id = i;
                Thread thread = new Thread(() -> {
                    lock.lock();
                    out.say(id);
                    lock.unlock();
                });
                thread.start();
                while (!lock.hasQueuedThread(thread)) {
                    Thread.sleep(1);
                }
                threads.add(thread);
            }
            lock.unlock();
            for (Thread thread : threads) {
                thread.join();
            }
        });
    }

    private static int count(Lock lock, int threads) throws InterruptedException {
        int[] counter = new int[1];
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int k = 0; k < 20; k++) {
                    lock.lock();
                    int before = counter[0];
                    Thread.yield();
                    counter[0] = before + 1;
                    lock.unlock();
                }
            });
            thread.start();
            started.add(thread);
        }
        for (Thread thread : started) {
            thread.join();
        }
        return counter[0];
    }

    private void timedLocks() {
        takes(5, "tryLock times out", out -> {
            ReentrantLock lock = new ReentrantLock();
            held(lock, () -> out.say(lock.tryLock(5 * out.tick(), TimeUnit.MILLISECONDS)));
        });
        agrees("lockInterruptibly", out -> {
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            Thread thread = new Thread(() -> out.thrown(lock::lockInterruptibly));
            thread.start();
            thread.interrupt();
            thread.join();
            out.say(lock.hasQueuedThreads());
        });
    }

    /** Runs an action while another thread holds a lock. */
    private static void held(Lock lock, Out.Action action) throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            lock.lock();
            taken.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lock.unlock();
        });
        holder.start();
        taken.await();
        try {
            action.run();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        done.countDown();
        holder.join();
    }

    private void conditions() {
        agrees("signal wakes in order of waiting", out -> {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int id = i;
                Thread thread = new Thread(() -> {
                    lock.lock();
                    condition.awaitUninterruptibly();
                    out.say(id);
                    condition.signal();
                    lock.unlock();
                });
                thread.start();
                while (waiters(lock, condition) <= id) {
                    Thread.sleep(1);
                }
                threads.add(thread);
            }
            lock.lock();
            condition.signal();
            lock.unlock();
            for (Thread thread : threads) {
                thread.join();
            }
        });
        agrees("without the lock", out -> {
            Condition condition = new ReentrantLock().newCondition();
            out.thrown(condition::signal);
            out.thrown(condition::await);
        });
        takes(6, "timed waits on a condition", out -> {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            lock.lock();
            out.say(condition.await(2 * out.tick(), TimeUnit.MILLISECONDS));
            out.say(condition.awaitNanos(3 * out.tickNanos()) <= 0);
            out.say(condition.awaitUntil(new java.util.Date(System.currentTimeMillis() + out.tick())));
            lock.unlock();
        });
        agrees("interrupt ends an await", out -> {
            ReentrantLock lock = new ReentrantLock();
            Condition condition = lock.newCondition();
            Thread thread = new Thread(() -> {
                lock.lock();
                out.thrown(condition::await);
                out.say(lock.isHeldByCurrentThread());
                lock.unlock();
            });
            thread.start();
            while (waiters(lock, condition) == 0) {
                Thread.sleep(1);
            }
            thread.interrupt();
            thread.join();
        });
    }

    private static int waiters(ReentrantLock lock, Condition condition) {
        lock.lock();
        try {
            return lock.getWaitQueueLength(condition);
        } finally {
            lock.unlock();
        }
    }

    private void readWrite() {
        agrees("readers share, writers exclude", out -> {
            ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
            lock.readLock().lock();
            Thread thread = new Thread(() -> {
                out.say(lock.readLock().tryLock(), lock.getReadLockCount(), lock.getReadHoldCount());
                lock.readLock().unlock();
                out.say(lock.writeLock().tryLock());
            });
            thread.start();
            thread.join();
            lock.readLock().unlock();
            out.say(count(lock.writeLock(), 5));
        });
        agrees("downgrade, and no upgrade", out -> {
            ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
            lock.writeLock().lock();
            lock.readLock().lock();
            lock.writeLock().unlock();
            out.say(lock.getReadHoldCount(), lock.isWriteLockedByCurrentThread());
            out.say(lock.writeLock().tryLock());
        });
        takes(3, "write lock times out behind a reader", out -> {
            ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
            held(lock.readLock(), () -> out.say(lock.writeLock().tryLock(3 * out.tick(), TimeUnit.MILLISECONDS)));
        });
    }

    private void stamped() {
        agrees("StampedLock: optimistic reads", out -> {
            StampedLock lock = new StampedLock();
            long stamp = lock.tryOptimisticRead();
            out.say(lock.validate(stamp));
            long write = lock.writeLock();
            out.say(lock.validate(stamp), lock.isWriteLocked(), lock.tryReadLock());
            lock.unlockWrite(write);
            long read = lock.readLock();
            out.say(lock.tryConvertToWriteLock(read) != 0);
            out.thrown(() -> lock.unlock(read));
        });
        agrees("StampedLock excludes", out -> out.say(count(new StampedLock().asWriteLock(), 6)));
        takes(2, "StampedLock times out", out -> {
            StampedLock lock = new StampedLock();
            held(lock.asWriteLock(), () -> out.say(lock.tryReadLock(2 * out.tick(), TimeUnit.MILLISECONDS)));
        });
    }
}
