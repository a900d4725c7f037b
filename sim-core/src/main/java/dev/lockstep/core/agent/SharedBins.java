package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Lets a thread that changes a tree of a {@code ConcurrentHashMap} while another reads it look again until that has left, instead of
 * parking. The JDK keeps maps for the whole JVM (method types, class values): threads of other simulations and real ones read them too,
 * and a wake-up by one of those has no moment in virtual time. Whoever links a call site cannot park at all.
 */
final class SharedBins {
    /** The method that parks. */
    static final String METHOD = "java/util/concurrent/ConcurrentHashMap$TreeBin.contendedLock()V";

    /** The class it belongs to. */
    static final String CLASS = "java.util.concurrent.ConcurrentHashMap$TreeBin";

    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.SharedBinHooks");
    private static final ClassDesc BIN = ClassDesc.of(CLASS);
    private static final ClassDesc MAP = ClassDesc.of("java.util.concurrent.ConcurrentHashMap");
    private static final ClassDesc UNSAFE = ClassDesc.of("jdk.internal.misc.Unsafe");
    private static final MethodTypeDesc COMPARE_AND_SET = MethodTypeDesc.ofDescriptor("(Ljava/lang/Object;JII)Z");
    private static final int END = 1;

    private SharedBins() {}

    /** Put before the body, which parks: for readers that do not leave, since they wait themselves. */
    static void head(CodeBuilder code) {
        Label again = code.newLabel();
        Label next = code.newLabel();
        code.invokestatic(HOOKS, "end", MethodTypeDesc.of(ConstantDescs.CD_long))
                .lstore(END)
                .labelBinding(again)
                .aload(0)
                .getfield(BIN, "lockState", ConstantDescs.CD_int)
                .ifne(next)
                .getstatic(MAP, "U", UNSAFE)
                .aload(0)
                .getstatic(BIN, "LOCKSTATE", ConstantDescs.CD_long)
                .iconst_0()
                .iconst_1()
                .invokevirtual(UNSAFE, "compareAndSetInt", COMPARE_AND_SET)
                .ifeq(next)
                .return_()
                .labelBinding(next)
                .lload(END)
                .invokestatic(HOOKS, "goesOn", MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_long))
                .ifne(again);
    }
}
