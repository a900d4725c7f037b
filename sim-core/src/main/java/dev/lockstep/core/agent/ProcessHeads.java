package dev.lockstep.core.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The part of the table of {@link MethodHeads} that makes a host a process of its own: its end, properties, temporary files. */
final class ProcessHeads {
    /** The classes the methods belong to, which must be loaded before they are rewritten. */
    static final List<String> CLASSES = Stream.concat(
                    Stream.of(
                            "java/lang/Runtime",
                            "java/lang/System",
                            "java/io/File$TempDirectory",
                            "java/nio/file/TempFileHelper"),
                    Stream.of(LockHeads.CLASSES, ReflectionHeads.CLASSES, DiskHeads.CLASSES)
                            .flatMap(List::stream))
            .toList();

    private static final ClassDesc HOOKS = ClassDesc.of("dev.lockstep.core.boot.ProcessHooks");
    private static final ClassDesc PROPERTIES = ClassDesc.of("java.util.Properties");
    private static final ClassDesc STRING = ClassDesc.of("java.lang.String");
    private static final String OF_KEY = "(Ljava/lang/String;)Ljava/util/Properties;";

    private static final Map<String, Consumer<CodeBuilder>> MOST = Map.of(
            "java/lang/Runtime.exit(I)V",
            code -> hook(code.iload(1), "exit", "(I)V"),
            "java/lang/Runtime.halt(I)V",
            code -> hook(code.iload(1), "halt", "(I)V"),
            "java/lang/Runtime.addShutdownHook(Ljava/lang/Thread;)V",
            code -> returnIfTaken(code.aload(1), "addHook", "(Ljava/lang/Thread;)Z"),
            "java/lang/Runtime.removeShutdownHook(Ljava/lang/Thread;)Z",
            ProcessHeads::removeHook,
            "java/lang/System.getProperties()Ljava/util/Properties;",
            code -> returnIfKnown(code, "properties", "()Ljava/util/Properties;"),
            "java/lang/System.setProperties(Ljava/util/Properties;)V",
            code -> returnIfTaken(code.aload(0), "setProperties", "(Ljava/util/Properties;)Z"),
            "java/lang/System.getProperty(Ljava/lang/String;)Ljava/lang/String;",
            code -> property(code, "getProperty", "(Ljava/lang/String;)Ljava/lang/String;", false),
            "java/lang/System.getProperty(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
            code -> property(code, "getProperty", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;", true),
            "java/io/File$TempDirectory.location()Ljava/io/File;",
            code -> returnIfKnown(code, "tempLocation", "()Ljava/io/File;"),
            "java/nio/file/TempFileHelper.create(Ljava/nio/file/Path;Ljava/lang/String;Ljava/lang/String;Z"
                    + "[Ljava/nio/file/attribute/FileAttribute;)Ljava/nio/file/Path;",
            code -> hook(code.aload(0), "tempDirectory", "(Ljava/nio/file/Path;)Ljava/nio/file/Path;")
                    .astore(0));

    /** Those that change one property and return its former value. */
    private static final Map<String, Consumer<CodeBuilder>> CHANGES = Map.of(
            "java/lang/System.setProperty(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
            code -> property(code, "setProperty", "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/Object;", true),
            "java/lang/System.clearProperty(Ljava/lang/String;)Ljava/lang/String;",
            code -> property(code, "remove", "(Ljava/lang/Object;)Ljava/lang/Object;", false));

    private ProcessHeads() {}

    /** What is put before the body of each method. */
    static Map<String, Consumer<CodeBuilder>> heads() {
        Map<String, Consumer<CodeBuilder>> all = new HashMap<>(MOST);
        all.putAll(CHANGES);
        all.putAll(LockHeads.heads());
        all.putAll(ReflectionHeads.heads());
        all.putAll(DiskHeads.heads());
        return all;
    }

    private static CodeBuilder hook(CodeBuilder code, String hook, String descriptor) {
        return code.invokestatic(HOOKS, hook, MethodTypeDesc.ofDescriptor(descriptor));
    }

    private static void returnIfTaken(CodeBuilder code, String hook, String descriptor) {
        Label goOn = code.newLabel();
        hook(code, hook, descriptor).ifeq(goOn).return_().labelBinding(goOn);
    }

    private static void returnIfKnown(CodeBuilder code, String hook, String descriptor) {
        Label goOn = code.newLabel();
        hook(code, hook, descriptor)
                .dup()
                .ifnull(goOn)
                .areturn()
                .labelBinding(goOn)
                .pop();
    }

    private static void removeHook(CodeBuilder code) {
        Label goOn = code.newLabel();
        hook(code.aload(1), "removeHook", "(Ljava/lang/Thread;)I")
                .dup()
                .iflt(goOn)
                .ireturn()
                .labelBinding(goOn)
                .pop();
    }

    /** Passes the call on to the properties of the host. */
    private static void property(CodeBuilder code, String method, String descriptor, boolean second) {
        Label goOn = code.newLabel();
        hook(code.aload(0), "properties", OF_KEY).dup().ifnull(goOn).aload(0);
        if (second) {
            code.aload(1);
        }
        code.invokevirtual(PROPERTIES, method, MethodTypeDesc.ofDescriptor(descriptor))
                .checkcast(STRING)
                .areturn()
                .labelBinding(goOn)
                .pop();
    }
}
