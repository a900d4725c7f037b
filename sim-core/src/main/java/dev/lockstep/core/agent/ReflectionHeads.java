package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The part of the table of {@link MethodHeads} that redirects clocks and randomness reached by reflection and method handles. */
final class ReflectionHeads {
    /** The classes the methods belong to. */
    static final List<String> CLASSES = List.of("java/lang/reflect/Method", "java/lang/invoke/MethodHandles$Lookup");

    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.Reflections");
    private static final String METHOD = "Ljava/lang/reflect/Method;";
    private static final String TYPE = "Ljava/lang/invoke/MethodType;";
    private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup.";
    private static final String OWNER_AND_NAME = "(Ljava/lang/Class;Ljava/lang/String;";

    private ReflectionHeads() {}

    /** What is put before the body of each method. */
    static Map<String, Consumer<CodeBuilder>> heads() {
        return Map.of(
                "java/lang/reflect/Method.invoke(" + OBJECT + "[" + OBJECT + ")" + OBJECT,
                code -> returnIfKnown(code.aload(0).aload(2), "invoke", "(" + METHOD + "[" + OBJECT + ")" + OBJECT),
                LOOKUP + "findStatic" + OWNER_AND_NAME + TYPE + ")" + HANDLE,
                code -> returnIfKnown(code.aload(1).aload(2).aload(3), "find", OWNER_AND_NAME + TYPE + ")" + HANDLE),
                LOOKUP + "unreflect(" + METHOD + ")" + HANDLE,
                code -> returnIfKnown(code.aload(1), "unreflect", "(" + METHOD + ")" + HANDLE));
    }

    private static void returnIfKnown(CodeBuilder code, String hook, String descriptor) {
        Label goOn = code.newLabel();
        code.invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor(descriptor))
                .dup()
                .ifnull(goOn)
                .areturn()
                .labelBinding(goOn)
                .pop();
    }
}
