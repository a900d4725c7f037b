package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a scheduling point at each access of user code to what threads share: before a monitor is entered and after it is left, also
 * around calls of synchronized methods; before volatile fields are read or written; before calls of atomics, VarHandles and concurrent
 * collections. Between two of them a thread does nothing that another could tell, if the code has no data races.
 */
final class AccessPoints implements CodeTransform {
    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.ProcessHooks");
    private static final MethodTypeDesc POINT = MethodTypeDesc.ofDescriptor("()V");

    /** The simulation, whose own steps must not be divided, and what runs tests. */
    private static final List<String> NOT_THESE = List.of(
            "dev/lockstep/core/",
            "dev/lockstep/net/",
            "dev/lockstep/search/",
            "dev/lockstep/buggify/",
            "com/tngtech/archunit/",
            "net/jqwik/",
            "org/apache/maven/",
            "org/assertj/",
            "org/gradle/",
            "org/junit/",
            "org/opentest4j/",
            "com/intellij/");

    private final ClassFacts facts;
    private boolean left;

    private AccessPoints(ClassFacts facts) {
        this.facts = facts;
    }

    /** Whether a class is rewritten. */
    static boolean concerns(String name) {
        return NOT_THESE.stream().noneMatch(name::startsWith);
    }

    /** What puts the points into a method, or null if there are none to put. */
    static @Nullable CodeTransform in(MethodModel method, ClassFacts facts) {
        AccessPoints points = new AccessPoints(facts);
        boolean any = method.code().isPresent()
                && method.code().get().elementList().stream().anyMatch(points::concerns);
        return any ? CodeTransform.ofStateful(() -> new AccessPoints(facts)) : null;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        // After the labels that follow the exit: the handler that leaves the monitor must not cover the call.
        if (left && element instanceof Instruction) {
            left = false;
            point(code);
        }
        boolean locks = element instanceof InvokeInstruction call && isSynchronized(call);
        if (locks || precedes(element)) {
            point(code);
        }
        code.with(element);
        left |= locks || (element instanceof MonitorInstruction monitor && monitor.opcode() == Opcode.MONITOREXIT);
    }

    private boolean concerns(CodeElement element) {
        return precedes(element)
                || element instanceof MonitorInstruction
                || (element instanceof InvokeInstruction call && isSynchronized(call));
    }

    private boolean precedes(CodeElement element) {
        return switch (element) {
            case MonitorInstruction monitor -> monitor.opcode() == Opcode.MONITORENTER;
            case FieldInstruction field ->
                facts.isVolatile(field.owner().asInternalName(), field.name().stringValue());
            case InvokeInstruction call -> shared(call);
            default -> false;
        };
    }

    private static boolean shared(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        return !call.name().equalsString("<init>")
                && (owner.equals("java/lang/invoke/VarHandle")
                        || owner.startsWith("java/util/concurrent/atomic/")
                        || owner.startsWith("java/util/concurrent/Concurrent"));
    }

    private boolean isSynchronized(InvokeInstruction call) {
        return facts.isSynchronized(
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue());
    }

    private static void point(CodeBuilder code) {
        code.invokestatic(HOOKS, "accessPoint", POINT);
    }
}
