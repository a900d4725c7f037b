package dev.lockstep.core.agent;

import dev.lockstep.core.agent.CallSites.Place;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of calls that a hook takes the place of, with the same effect on the stack. */
final class Replacements {
    static final String CURRENT_THREAD = "java/lang/Thread.currentThread()Ljava/lang/Thread;";
    private static final ClassDesc MACHINE = ClassDesc.of("dev.lockstep.core.boot.Machine");
    private static final ClassDesc NOTIFICATIONS = ClassDesc.of("dev.lockstep.core.boot.Notifications");
    private static final String SPIN = "java/lang/Thread.onSpinWait()V";
    private static final String PROCESSORS = "java/lang/Runtime.availableProcessors()I";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "java/lang/System.nanoTime()J", "nanoTime",
            "java/lang/System.currentTimeMillis()J", "currentTimeMillis",
            "java/lang/Object.notify()V", "notifyOne",
            "java/lang/Object.notifyAll()V", "notifyEach");

    /** Calls replaced in user code only: the JDK's own uses of them are not seen by user code. */
    private static final Map<String, String> IN_USER_CODE = Map.of(
            "java/lang/Math.random()D", "random",
            "java/lang/StrictMath.random()D", "random",
            "java/util/UUID.randomUUID()Ljava/util/UUID;", "randomUUID",
            "java/lang/Runtime.maxMemory()J", "maxMemory",
            "java/lang/Runtime.totalMemory()J", "totalMemory",
            "java/lang/Runtime.freeMemory()J", "freeMemory",
            "java/lang/ProcessHandle.pid()J", "pid");

    /** Classes of the JDK that park, or keep state in the fields of, the thread that really runs. */
    static final Set<String> SEE_RUNNERS = Set.of(
            "java/lang/VirtualThread",
            "java/util/concurrent/locks/LockSupport",
            "java/util/concurrent/ThreadLocalRandom",
            "java/util/concurrent/StructuredTaskScopeImpl");

    /** Methods of {@code Thread} in which the current thread is whom others inherit from or belong to. */
    static final Set<String> THREAD_METHODS = Set.of("<init>", "activeCount", "enumerate");

    private Replacements() {}

    /** The hook that takes the place of a call, or null. */
    static @Nullable String of(String key, Place place) {
        if (key.equals(CURRENT_THREAD)) {
            return place.seesFacades() ? "currentThread" : null;
        }
        if (key.equals(SPIN)) {
            return place.user() ? "onSpinWaitUser" : "onSpinWait";
        }
        if (key.equals(PROCESSORS)) {
            // What goes into static fields is kept for the whole JVM; the hook is where they are read.
            boolean kept = place.method().equals("<clinit>") || place.owner().equals(Amendments.DUAL_NODE);
            return place.user() || !kept ? "availableProcessors" : null;
        }
        String everywhere = EVERYWHERE.get(key);
        return everywhere != null || !place.user() ? everywhere : IN_USER_CODE.get(key);
    }

    /** The hook for what would park the carrier, or null. */
    static @Nullable String parking(String key, Place place) {
        if (place.user() || place.owner().equals("java/util/concurrent/locks/LockSupport")) {
            return null;
        }
        return switch (key) {
            case "jdk/internal/misc/Unsafe.park(ZJ)V" -> "park";
            case "jdk/internal/misc/Unsafe.unpark(Ljava/lang/Object;)V" -> "unpark";
            default -> null;
        };
    }

    static ClassDesc home(String hook) {
        return switch (hook) {
            case "currentThread" -> CallSites.FACADES;
            case "notifyOne", "notifyEach" -> NOTIFICATIONS;
            case "availableProcessors", "maxMemory", "totalMemory", "freeMemory", "pid" -> MACHINE;
            default -> CallSites.HOOKS;
        };
    }

    /** The type of the hook: the receiver of an instance method comes first. */
    static MethodTypeDesc type(InvokeInstruction call) {
        MethodTypeDesc type = call.typeSymbol();
        return call.opcode() == Opcode.INVOKESTATIC
                ? type
                : type.insertParameterTypes(0, call.owner().asSymbol());
    }

    /** The names of all methods in the table. */
    static Set<String> names() {
        Set<String> keys = new HashSet<>(EVERYWHERE.keySet());
        keys.addAll(IN_USER_CODE.keySet());
        keys.addAll(Set.of(CURRENT_THREAD, SPIN, PROCESSORS));
        Set<String> names = new HashSet<>();
        keys.forEach(k -> names.add(k.substring(k.indexOf('.') + 1, k.indexOf('('))));
        return names;
    }
}
