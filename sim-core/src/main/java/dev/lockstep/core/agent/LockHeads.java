package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The part of the table of {@link MethodHeads} that makes taking and releasing a lock a scheduling point, on request. */
final class LockHeads {
    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.ProcessHooks");
    private static final String LOCKS = "java/util/concurrent/locks/";

    /** The classes the methods belong to. */
    static final List<String> CLASSES = List.of(
            LOCKS + "ReentrantLock",
            LOCKS + "ReentrantReadWriteLock$ReadLock",
            LOCKS + "ReentrantReadWriteLock$WriteLock",
            LOCKS + "StampedLock",
            "java/util/concurrent/Semaphore");

    private static final List<String> METHODS = List.of(
            LOCKS + "ReentrantLock.lock()V",
            LOCKS + "ReentrantLock.lockInterruptibly()V",
            LOCKS + "ReentrantLock.tryLock()Z",
            LOCKS + "ReentrantLock.tryLock(JLjava/util/concurrent/TimeUnit;)Z",
            LOCKS + "ReentrantLock.unlock()V",
            LOCKS + "ReentrantReadWriteLock$ReadLock.lock()V",
            LOCKS + "ReentrantReadWriteLock$ReadLock.unlock()V",
            LOCKS + "ReentrantReadWriteLock$WriteLock.lock()V",
            LOCKS + "ReentrantReadWriteLock$WriteLock.unlock()V",
            LOCKS + "StampedLock.readLock()J",
            LOCKS + "StampedLock.writeLock()J",
            LOCKS + "StampedLock.unlock(J)V",
            "java/util/concurrent/Semaphore.acquire()V",
            "java/util/concurrent/Semaphore.release()V");

    private LockHeads() {}

    /** What is put before the body of each method. */
    static Map<String, Consumer<CodeBuilder>> heads() {
        Map<String, Consumer<CodeBuilder>> heads = new HashMap<>();
        for (String method : METHODS) {
            heads.put(method, code -> code.invokestatic(HOOKS, "schedulingPoint", MethodTypeDesc.ofDescriptor("()V")));
        }
        return heads;
    }
}
