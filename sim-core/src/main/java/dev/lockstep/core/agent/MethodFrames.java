package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Methods that a JVM runs once where a later run in the same JVM finds the work done: linking, loading, initialising. What they
 * draw must not shift what the code around them draws, so the draws are taken back when they return.
 */
final class MethodFrames {
    private static final String NATIVES = "java/lang/invoke/MethodHandleNatives.";
    private static final String OBJECT = "Ljava/lang/Object;";

    /** Besides the initialisers of all classes looked at. */
    static final Set<String> METHODS = Set.of(
            "java/lang/ClassLoader.loadClass(Ljava/lang/String;)Ljava/lang/Class;",
            "java/lang/invoke/Invokers.maybeCustomize(Ljava/lang/invoke/MethodHandle;)V",
            "java/lang/invoke/LambdaForm.compileToBytecode()V",
            "java/lang/invoke/MethodHandle.customize()V",
            NATIVES + "findMethodHandleType(Ljava/lang/Class;[Ljava/lang/Class;)Ljava/lang/invoke/MethodType;",
            NATIVES + "linkCallSite(" + OBJECT.repeat(5) + "[" + OBJECT + ")Ljava/lang/invoke/MemberName;",
            NATIVES + "linkDynamicConstant(" + OBJECT.repeat(5) + ")" + OBJECT,
            NATIVES + "linkMethod(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;" + OBJECT + "[" + OBJECT
                    + ")Ljava/lang/invoke/MemberName;",
            NATIVES + "linkMethodHandleConstant(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;" + OBJECT
                    + ")Ljava/lang/invoke/MethodHandle;");

    private MethodFrames() {}

    /** Whether the draws of a method are taken back. */
    static boolean frames(String method, boolean user) {
        return method.endsWith(".<clinit>()V") || (!user && METHODS.contains(method));
    }

    /** Marks at the start, resets before each return. */
    static CodeTransform frame() {
        return CodeTransform.ofStateful(() -> new CodeTransform() {
            private int mark;

            @Override
            public void atStart(CodeBuilder code) {
                mark = code.allocateLocal(TypeKind.REFERENCE);
                code.invokestatic(CallSites.HOOKS, "mark", MethodTypeDesc.ofDescriptor("()Ljava/lang/Object;"))
                        .astore(mark);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                if (element instanceof ReturnInstruction) {
                    code.aload(mark)
                            .invokestatic(
                                    CallSites.HOOKS, "reset", MethodTypeDesc.ofDescriptor("(Ljava/lang/Object;)V"));
                }
                code.with(element);
            }
        });
    }
}
