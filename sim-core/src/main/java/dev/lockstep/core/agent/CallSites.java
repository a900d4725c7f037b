package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How single instructions of a method are redirected. A call site belongs to a class, not to a thread. */
final class CallSites {
    static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.Hooks");
    static final ClassDesc FACADES = ClassDesc.of("dev.lockstep.core.boot.Facades");
    private static final ClassDesc POOLS = ClassDesc.of("dev.lockstep.core.boot.Pools");
    private static final MethodTypeDesc OF_THREAD =
            MethodTypeDesc.ofDescriptor("(Ljava/lang/Thread;)Ljava/lang/Thread;");

    private static final String CURRENT = "currentThread()Ljava/lang/Thread;";
    private static final String ADJUSTMENT = "jdk/internal/misc/VM.getNanoTimeAdjustment(J)J";
    private static final String HASH_SET = "java/util/HashSet";
    private static final ClassDesc LINKED = ClassDesc.of("java.util.LinkedHashSet");
    private static final String INHERITABLE = "java/lang/Thread.inheritableThreadLocals";

    /** Names whose absence from a constant pool means that a user class has nothing to redirect. */
    static final Set<String> NAMES = Replacements.names();

    /**
     * Where an instruction stands.
     *
     * @param owner internal name of the class
     * @param method name of the method
     * @param user whether it is user code, not the JDK's
     */
    record Place(String owner, String method, boolean user) {
        /** The engine and what belongs to it must see the threads that really run. */
        boolean seesFacades() {
            return !owner.startsWith("dev/lockstep/core/engine/")
                    && !Replacements.SEE_RUNNERS.contains(owner)
                    && !(owner.equals("java/lang/Thread") && !Replacements.THREAD_METHODS.contains(method));
        }
    }

    private CallSites() {}

    /** Whether the element is redirected. */
    static boolean redirected(CodeElement element, Place place) {
        return switch (element) {
            case InvokeInstruction call -> redirectedCall(call, place);
            case InvokeDynamicInstruction call -> MethodReferences.mentions(call, place);
            case NewObjectInstruction made -> workers(made.className().asInternalName(), place);
            case FieldInstruction field -> inherits(field, place) || Amendments.ofField(field, place) != null;
            default -> false;
        };
    }

    /** Writes the element, redirected if it is in a table. */
    static void write(CodeBuilder code, CodeElement element, Place place) {
        switch (element) {
            case InvokeInstruction call when redirectedCall(call, place) -> call(code, call, place);
            case InvokeDynamicInstruction call
            when MethodReferences.mentions(call, place) -> MethodReferences.write(code, call, place);
            case NewObjectInstruction made when workers(made.className().asInternalName(), place) -> code.new_(LINKED);
            case FieldInstruction field -> field(code, field, place);
            default -> code.with(element);
        }
    }

    private static boolean redirectedCall(InvokeInstruction call, Place place) {
        String key = key(call);
        return key.equals(ADJUSTMENT)
                || inheritedCurrent(call, key, place)
                || sleepInterrupted(key, place)
                || (key.equals(HASH_SET + ".<init>()V") && workers(HASH_SET, place))
                || Replacements.of(key, place) != null
                || Replacements.parking(key, place) != null
                || Amendments.ofCall(key, place) != null;
    }

    /** {@code currentThread()} called through the name of a subclass, which might declare a method of its own. */
    private static boolean inheritedCurrent(InvokeInstruction call, String key, Place place) {
        return place.user
                && call.opcode() == Opcode.INVOKESTATIC
                && key.endsWith('.' + CURRENT)
                && !key.equals(Replacements.CURRENT_THREAD)
                && place.seesFacades();
    }

    /** A pool keeps its workers in a set and interrupts them in its order; let that be the order they were started in. */
    private static boolean workers(String type, Place place) {
        return type.equals(HASH_SET)
                && place.owner.equals("java/util/concurrent/ThreadPoolExecutor")
                && place.method.equals("<init>");
    }

    private static boolean sleepInterrupted(String key, Place place) {
        return key.equals("java/lang/InterruptedException.<init>()V")
                && place.owner.equals("java/lang/VirtualThread")
                && place.method.equals("sleepNanos");
    }

    private static void call(CodeBuilder code, InvokeInstruction call, Place place) {
        String key = key(call);
        String replacement = Replacements.of(key, place);
        String parking = Replacements.parking(key, place);
        if (replacement != null) {
            code.invokestatic(Replacements.home(replacement), replacement, Replacements.type(call));
        } else if (parking != null) {
            code.invokestatic(
                    POOLS, parking, call.typeSymbol().insertParameterTypes(0, ClassDesc.of("java.lang.Object")));
        } else if (key.equals(ADJUSTMENT)) {
            code.dup2().with(call).invokestatic(HOOKS, "nanoAdjustment", MethodTypeDesc.ofDescriptor("(JJ)J"));
        } else if (key.startsWith(HASH_SET) && workers(HASH_SET, place)) {
            code.invokespecial(LINKED, "<init>", MethodTypeDesc.ofDescriptor("()V"));
        } else if (sleepInterrupted(key, place)) {
            code.invokestatic(FACADES, "sleepInterrupted", MethodTypeDesc.ofDescriptor("()Ljava/lang/String;"))
                    .invokespecial(
                            call.owner().asSymbol(), "<init>", MethodTypeDesc.ofDescriptor("(Ljava/lang/String;)V"));
        } else if (inheritedCurrent(call, key, place)) {
            code.with(call).invokestatic(FACADES, "of", OF_THREAD);
        } else {
            code.with(call);
            amend(code, Amendments.ofCall(key, place));
        }
    }

    private static void field(CodeBuilder code, FieldInstruction field, Place place) {
        if (inherits(field, place)) {
            code.invokestatic(FACADES, "real", OF_THREAD);
        }
        code.with(field);
        amend(code, Amendments.ofField(field, place));
    }

    /** A new thread inherits from the facade, but inheritable thread-locals are kept by the runner. */
    private static boolean inherits(FieldInstruction field, Place place) {
        return field.opcode() == Opcode.GETFIELD
                && place.owner.equals("java/lang/Thread")
                && place.method.equals("<init>")
                && (field.owner().asInternalName() + '.' + field.name().stringValue()).equals(INHERITABLE);
    }

    private static void amend(CodeBuilder code, @Nullable Amendment amendment) {
        if (amendment == null) {
            return;
        }
        if (amendment.counter() != null) {
            code.ldc(amendment.counter()).loadConstant(amendment.first());
        }
        code.invokestatic(amendment.home(), amendment.hook(), MethodTypeDesc.ofDescriptor(amendment.descriptor()));
    }

    static String key(InvokeInstruction call) {
        return call.owner().asInternalName() + "." + call.name().stringValue()
                + call.type().stringValue();
    }
}
