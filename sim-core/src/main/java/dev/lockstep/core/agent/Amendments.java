package dev.lockstep.core.agent;

import dev.lockstep.core.agent.CallSites.Place;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of calls and field reads within the JDK whose results a hook may change: state that belongs to the whole JVM. */
final class Amendments {
    private static final ClassDesc HOOKS = CallSites.HOOKS;
    private static final ClassDesc POOLS = ClassDesc.of("dev.lockstep.core.boot.Pools");

    /** Finds out now and then how many processors there are. */
    static final String DUAL_NODE = "java/util/concurrent/LinkedTransferQueue$DualNode";

    private static final Amendment SEED = new Amendment(HOOKS, "seed", "(J)J", null, 0);
    private static final String POOL = "Ljava/util/concurrent/ForkJoinPool;";
    private static final Amendment COMMON = new Amendment(POOLS, "common", "(" + POOL + ")" + POOL, null, 0);
    private static final Amendment PROCESSORS = new Amendment(POOLS, "processors", "(I)I", null, 0);

    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";
    private static final String GET_AND_ADD = "java/util/concurrent/atomic/AtomicLong.getAndAdd(J)J";
    private static final String GET_AND_INCREMENT = "java/util/concurrent/atomic/AtomicInteger.getAndIncrement()I";

    /** Calls: class and method they stand in, then the call. An empty method stands for all. */
    private static final Map<String, Amendment> CALLS = Map.ofEntries(
            Map.entry("java/util/Random.<init> java/util/Random.seedUniquifier()J", SEED),
            Map.entry("java/util/concurrent/ThreadLocalRandom. " + GET_AND_ADD, SEED),
            Map.entry("java/util/SplittableRandom.<init> " + GET_AND_ADD, SEED),
            Map.entry(
                    "java/lang/Thread$ThreadIdentifiers.next jdk/internal/misc/Unsafe.getAndAddLong("
                            + "Ljava/lang/Object;JJ)J",
                    new Amendment(HOOKS, "threadId", "(J)J", null, 0)),
            Map.entry(
                    "java/lang/Thread$ThreadNumbering.next jdk/internal/misc/Unsafe.getAndAddInt("
                            + "Ljava/lang/Object;JI)I",
                    number("thread", 0)),
            Map.entry("java/util/Timer.serialNumber " + GET_AND_INCREMENT, number("timer", 0)),
            Map.entry(
                    "java/util/concurrent/Executors$DefaultThreadFactory.<init> " + GET_AND_INCREMENT,
                    number("pool", 1)),
            Map.entry(
                    "java/util/concurrent/ForkJoinPool.<init> java/util/concurrent/ForkJoinPool.getAndAddPoolIds(I)I",
                    number("forkJoinPool", 0)),
            Map.entry(
                    "jdk/internal/net/http/HttpClientImpl.<init> java/util/concurrent/atomic/AtomicLong.incrementAndGet()J",
                    new Amendment(POOLS, "number", "(JLjava/lang/String;I)J", "httpClient", 1)));

    /** Reads of static fields. */
    private static final Map<String, Amendment> FIELDS = Map.ofEntries(
            Map.entry("java/util/ImmutableCollections.SALT32L", new Amendment(HOOKS, "salt", "(J)J", null, 0)),
            Map.entry("java/util/ImmutableCollections.REVERSE", new Amendment(HOOKS, "reverse", "(Z)Z", null, 0)),
            Map.entry(
                    "java/util/Collections.r",
                    new Amendment(POOLS, "shuffler", "(Ljava/util/Random;)Ljava/util/Random;", null, 0)),
            Map.entry("java/util/concurrent/ForkJoinPool.common", COMMON),
            Map.entry("java/util/concurrent/CompletableFuture.ASYNC_POOL", COMMON),
            Map.entry(
                    "jdk/internal/net/http/HttpClientImpl.ASYNC_POOL",
                    new Amendment(POOLS, "asyncPool", "(" + EXECUTOR + ")" + EXECUTOR, null, 0)),
            Map.entry("java/util/concurrent/ConcurrentHashMap.NCPU", PROCESSORS),
            Map.entry("java/util/concurrent/atomic/Striped64.NCPU", PROCESSORS),
            Map.entry("java/util/concurrent/Phaser.NCPU", PROCESSORS),
            Map.entry(DUAL_NODE + ".isUniprocessor", new Amendment(POOLS, "uniprocessor", "(Z)Z", null, 0)),
            Map.entry(
                    "java/util/stream/AbstractTask.LEAF_TARGET", new Amendment(POOLS, "leafTarget", "(I)I", null, 0)));

    private Amendments() {}

    /** What is applied to the result of a call, or null. */
    static @Nullable Amendment ofCall(String key, Place place) {
        if (place.user()) {
            return null;
        }
        if (place.owner().startsWith("jdk/internal/random/")) {
            return key.equals(GET_AND_ADD) ? SEED : null;
        }
        Amendment here = CALLS.get(place.owner() + '.' + place.method() + ' ' + key);
        return here != null ? here : CALLS.get(place.owner() + ". " + key);
    }

    /** What is applied to a value read, or null. */
    static @Nullable Amendment ofField(FieldInstruction field, Place place) {
        if (place.user() || field.opcode() != Opcode.GETSTATIC || place.method().equals("<clinit>")) {
            return null;
        }
        return FIELDS.get(field.owner().asInternalName() + '.' + field.name().stringValue());
    }

    private static Amendment number(String counter, int first) {
        return new Amendment(POOLS, "number", "(ILjava/lang/String;I)I", counter, first);
    }
}
