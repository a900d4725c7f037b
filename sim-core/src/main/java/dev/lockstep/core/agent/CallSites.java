package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of single instructions that are redirected, and how. A call site belongs to a class, not to a thread. */
final class CallSites {
    static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.Hooks");

    /** Calls replaced by a hook with the same effect on the stack, everywhere. */
    private static final Map<String, String> REPLACED = Map.of(
            "java/lang/System.nanoTime()J", "nanoTime",
            "java/lang/System.currentTimeMillis()J", "currentTimeMillis");

    /** Calls replaced in user code only: the JDK's own uses of them are not seen by user code. */
    private static final Map<String, String> REPLACED_IN_USER_CODE = Map.of(
            "java/lang/Math.random()D", "random",
            "java/util/UUID.randomUUID()Ljava/util/UUID;", "randomUUID");

    private static final String SPIN = "java/lang/Thread.onSpinWait()V";
    private static final String PROCESSORS = "java/lang/Runtime.availableProcessors()I";
    private static final String ADJUSTMENT = "jdk/internal/misc/VM.getNanoTimeAdjustment(J)J";
    private static final String UNIQUIFIER = "java/util/Random.seedUniquifier()J";
    private static final String SEEDER = "java/util/concurrent/atomic/AtomicLong.getAndAdd(J)J";
    private static final String NEXT_ID = "jdk/internal/misc/Unsafe.getAndAddLong(Ljava/lang/Object;JJ)J";
    private static final String COLLECTIONS = "java/util/ImmutableCollections";

    /** Names whose absence from a constant pool means that a user class has nothing to redirect. */
    static final Set<String> NAMES =
            Set.of("nanoTime", "currentTimeMillis", "random", "randomUUID", "onSpinWait", "availableProcessors");

    private CallSites() {}

    /** Whether the element of a method of class {@code owner} is redirected. */
    static boolean redirected(CodeElement element, String owner, boolean user) {
        return switch (element) {
            case InvokeInstruction call -> hook(key(call), owner, user) != null;
            case FieldInstruction field -> salt(field) != null;
            default -> false;
        };
    }

    /** Writes the element, redirected if it is in the table. */
    static void write(CodeBuilder code, CodeElement element, String owner, boolean user) {
        switch (element) {
            case InvokeInstruction call -> call(code, call, hook(key(call), owner, user));
            case FieldInstruction field -> field(code, field);
            default -> code.with(element);
        }
    }

    private static void call(CodeBuilder code, InvokeInstruction call, @Nullable String hook) {
        if (hook == null) {
            code.with(call);
        } else if (hook.equals("nanoAdjustment")) {
            code.dup2().with(call).invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor("(JJ)J"));
        } else if (hook.equals("seed") || hook.equals("threadId")) {
            code.with(call).invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor("(J)J"));
        } else if (hook.equals("availableProcessors")) {
            code.invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor("(Ljava/lang/Runtime;)I"));
        } else {
            code.invokestatic(HOOKS, hook, call.typeSymbol());
        }
    }

    private static void field(CodeBuilder code, FieldInstruction field) {
        code.with(field);
        String hook = salt(field);
        if (hook != null) {
            String type = field.type().stringValue();
            code.invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor("(" + type + ")" + type));
        }
    }

    private static @Nullable String salt(FieldInstruction field) {
        if (field.opcode() != Opcode.GETSTATIC
                || !field.owner().asInternalName().equals(COLLECTIONS)) {
            return null;
        }
        return switch (field.name().stringValue()) {
            case "SALT32L" -> "salt";
            case "REVERSE" -> "reverse";
            default -> null;
        };
    }

    private static @Nullable String hook(String key, String owner, boolean user) {
        String replaced = REPLACED.get(key);
        if (replaced != null) {
            return replaced;
        }
        if (key.equals(SPIN)) {
            return user ? "onSpinWaitUser" : "onSpinWait";
        }
        if (user) {
            return key.equals(PROCESSORS) ? "availableProcessors" : REPLACED_IN_USER_CODE.get(key);
        }
        return switch (owner) {
            case "java/util/Random" -> key.equals(UNIQUIFIER) ? "seed" : null;
            case "java/util/concurrent/ThreadLocalRandom" -> key.equals(SEEDER) ? "seed" : null;
            case "java/lang/Thread$ThreadIdentifiers" -> key.equals(NEXT_ID) ? "threadId" : null;
            default -> key.equals(ADJUSTMENT) ? "nanoAdjustment" : null;
        };
    }

    private static String key(InvokeInstruction call) {
        return call.owner().asInternalName() + "." + call.name().stringValue()
                + call.type().stringValue();
    }
}
