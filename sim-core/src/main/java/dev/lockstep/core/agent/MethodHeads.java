package dev.lockstep.core.agent;

import static dev.lockstep.core.agent.CallSites.FACADES;
import static dev.lockstep.core.agent.CallSites.HOOKS;

import dev.lockstep.core.boot.ThreadIds;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table of JDK methods that ask a hook first: it takes the call over, or the method goes on as usual. */
final class MethodHeads {
    private static final String HANDLER = "Ljava/lang/Thread$UncaughtExceptionHandler;";
    private static final ClassDesc VIRTUAL_THREAD = ClassDesc.of("java.lang.VirtualThread");
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");

    private static final ClassDesc ESCAPE = ClassDesc.of("dev.lockstep.core.boot.Escapes");
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");

    private static final Map<String, Consumer<CodeBuilder>> HEADS = new TreeMap<>();

    static {
        virtualThreads();
        platformThreads();
        uncaught();
        others();
        escapes();
        HEADS.putAll(InterfaceHeads.heads());
        HEADS.put(SharedBins.METHOD, SharedBins::head);
    }

    /** Classes looked at for the sake of what leaves the simulation in them. */
    static final Set<String> ESCAPES = Set.of(
            "java/lang/ProcessImpl",
            "sun/nio/ch/Net",
            "sun/nio/ch/UnixDomainSockets",
            "sun/nio/ch/SelectorImpl",
            "sun/nio/ch/AsynchronousChannelGroupImpl");

    private static void virtualThreads() {
        HEADS.put(
                "java/lang/VirtualThread.submitRunContinuation(Ljava/util/concurrent/Executor;Z)V",
                code -> returnIf(
                        code.aload(0).aload(0).getfield(VIRTUAL_THREAD, "runContinuation", RUNNABLE),
                        HOOKS,
                        "submit",
                        "(Ljava/lang/Thread;Ljava/lang/Runnable;)Z"));
        HEADS.put(
                "java/lang/VirtualThread.schedule(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                        + "Ljava/util/concurrent/Future;",
                code -> resultUnlessNull(
                        code.aload(0).aload(1).lload(2).aload(4),
                        HOOKS,
                        "schedule",
                        "(Ljava/lang/Thread;Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                                + "Ljava/util/concurrent/Future;"));
        HEADS.put(
                "java/lang/VirtualThread.compareAndSetOnWaitingList(ZZ)Z",
                code -> code.aload(0).invokestatic(HOOKS, "handover", type("(Ljava/lang/Thread;)V")));
        HEADS.put(
                "java/lang/VirtualThread.unblock()V",
                code -> returnIf(code.aload(0), HOOKS, "deferUnblock", "(Ljava/lang/Thread;)Z"));
        HEADS.put(
                "java/lang/VirtualThread.parkOnCarrierThread(ZJ)V",
                code -> code.aload(0).invokestatic(HOOKS, "pinned", type("(Ljava/lang/Thread;)V")));
        HEADS.put(
                "java/lang/VirtualThread.start(Ljdk/internal/vm/ThreadContainer;)V",
                code -> code.aload(0).invokestatic(ESCAPE, "started", type("(Ljava/lang/Thread;)V")));
    }

    /** HotSpot tells owners of monitors by the field, which therefore differs between simulations; nobody else sees how. */
    private static void threadId(CodeBuilder code) {
        Label goOn = code.newLabel();
        code.aload(0)
                .getfield(THREAD, "tid", ConstantDescs.CD_long)
                .loadConstant(ThreadIds.FIRST)
                .lcmp()
                .iflt(goOn)
                .aload(0)
                .getfield(THREAD, "tid", ConstantDescs.CD_long)
                .loadConstant(ThreadIds.VISIBLE)
                .land()
                .lreturn()
                .labelBinding(goOn);
    }

    private static void platformThreads() {
        HEADS.put("java/lang/Thread.threadId()J", MethodHeads::threadId);
        for (String start : List.of("start()V", "start(Ljdk/internal/vm/ThreadContainer;)V")) {
            HEADS.put(
                    "java/lang/Thread." + start,
                    code -> returnIf(code.aload(0), FACADES, "start", "(Ljava/lang/Thread;)Z"));
        }
        HEADS.put(
                "java/lang/Thread.interrupt()V",
                code -> passOn(
                        code,
                        "running",
                        c -> c.invokevirtual(THREAD, "interrupt", type("()V")).return_()));
        HEADS.put(
                "java/lang/Thread.isInterrupted()Z",
                code -> passOn(
                        code,
                        "running",
                        c -> c.invokevirtual(THREAD, "isInterrupted", type("()Z"))
                                .ireturn()));
        HEADS.put(
                "java/lang/Thread.alive()Z",
                code -> passOn(
                        code,
                        "runner",
                        c -> c.invokevirtual(THREAD, "isAlive", type("()Z")).ireturn()));
        HEADS.put(
                "java/lang/Thread.threadState()Ljava/lang/Thread$State;",
                code -> passOn(
                        code,
                        "runner",
                        c -> c.invokevirtual(THREAD, "getState", type("()Ljava/lang/Thread$State;"))
                                .areturn()));
        HEADS.put(
                "java/lang/Thread.join(J)V",
                code -> passOn(
                        code,
                        "runner",
                        c -> c.lload(1)
                                .invokevirtual(THREAD, "join", type("(J)V"))
                                .return_()));
        HEADS.put("java/lang/Thread.join(Ljava/time/Duration;)Z", MethodHeads::joinDuration);
        HEADS.put(
                "java/lang/Thread.getStackTrace()[Ljava/lang/StackTraceElement;",
                code -> resultUnlessNull(
                        code.aload(0), FACADES, "stackTrace", "(Ljava/lang/Thread;)[Ljava/lang/StackTraceElement;"));
        HEADS.put(
                "java/lang/Thread.setContextClassLoader(Ljava/lang/ClassLoader;)V",
                code -> code.aload(0)
                        .aload(1)
                        .invokestatic(
                                FACADES, "contextClassLoader", type("(Ljava/lang/Thread;Ljava/lang/ClassLoader;)V")));
        HEADS.put(
                "java/lang/Thread.getAllThreads()[Ljava/lang/Thread;",
                code -> resultUnlessNull(code, FACADES, "all", "()[Ljava/lang/Thread;"));
        HEADS.put("java/util/concurrent/locks/LockSupport.unpark(Ljava/lang/Thread;)V", c -> mapThread(c, "woken"));
        HEADS.put(
                "java/util/concurrent/locks/LockSupport.getBlocker(Ljava/lang/Thread;)Ljava/lang/Object;",
                c -> mapThread(c, "real"));
        HEADS.put(
                "java/util/concurrent/ForkJoinWorkerThread.resetThreadLocals()V",
                code -> code.aload(0).invokestatic(FACADES, "resetThreadLocals", type("(Ljava/lang/Thread;)V")));
    }

    private static void uncaught() {
        HEADS.put(
                "java/lang/Thread.dispatchUncaughtException(Ljava/lang/Throwable;)V",
                code -> returnIf(
                        code.aload(0).aload(1), FACADES, "uncaught", "(Ljava/lang/Thread;Ljava/lang/Throwable;)Z"));
        HEADS.put(
                "java/lang/Thread.setDefaultUncaughtExceptionHandler(" + HANDLER + ")V",
                code -> returnIf(code.aload(0), FACADES, "setDefaultHandler", "(" + HANDLER + ")Z"));
        HEADS.put("java/lang/Thread.getDefaultUncaughtExceptionHandler()" + HANDLER, code -> {
            Label goOn = code.newLabel();
            code.invokestatic(FACADES, "hasDefaultHandler", type("()Z"))
                    .ifeq(goOn)
                    .invokestatic(FACADES, "defaultHandler", type("()" + HANDLER))
                    .areturn()
                    .labelBinding(goOn);
        });
    }

    private static void others() {
        HEADS.put(
                "java/net/InetAddress.getLocalHost()Ljava/net/InetAddress;",
                code -> resultUnlessNull(code, HOOKS, "localHost", "()Ljava/net/InetAddress;"));
        HEADS.put(
                "java/net/InetAddress.getAllByName0(Ljava/lang/String;Z)[Ljava/net/InetAddress;",
                code -> resultUnlessNull(
                        code.aload(0), HOOKS, "lookup", "(Ljava/lang/String;)[Ljava/net/InetAddress;"));
        HEADS.put(
                "java/net/DatagramSocket.createDelegate(Ljava/net/SocketAddress;Ljava/lang/Class;)"
                        + "Ljava/net/DatagramSocket;",
                code -> resultUnlessNull(
                        code.aload(0).aload(1),
                        HOOKS,
                        "datagramSocket",
                        "(Ljava/net/SocketAddress;Ljava/lang/Class;)Ljava/net/DatagramSocket;"));
        for (String bytes : List.of("nextBytes([B)V", "nextBytes([BLjava/security/SecureRandomParameters;)V")) {
            HEADS.put(
                    "java/security/SecureRandom." + bytes,
                    code -> returnIf(code.aload(1), HOOKS, "secureBytes", "([B)Z"));
        }
        HEADS.put(
                "java/security/SecureRandom.generateSeed(I)[B",
                code -> resultUnlessNull(code.iload(1), HOOKS, "secureSeed", "(I)[B"));
    }

    private static void escapes() {
        String descriptor = "Ljava/io/FileDescriptor;";
        escape("sun/nio/ch/Net.socket(Ljava/net/ProtocolFamily;Z)" + descriptor, "socket");
        escape("sun/nio/ch/Net.serverSocket(Ljava/net/ProtocolFamily;)" + descriptor, "socket");
        escape("sun/nio/ch/UnixDomainSockets.socket()" + descriptor, "socket");
        escape("sun/nio/ch/SelectorImpl.lockAndDoSelect(Ljava/util/function/Consumer;J)I", "select");
        escape(
                "sun/nio/ch/AsynchronousChannelGroupImpl.<init>("
                        + "Ljava/nio/channels/spi/AsynchronousChannelProvider;Lsun/nio/ch/ThreadPool;)V",
                "channelGroup");
        escape(
                "java/lang/ProcessImpl.start([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;"
                        + "[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process;",
                "process");
        HEADS.put(
                "java/net/InetAddress$PlatformResolver.lookupByName(Ljava/lang/String;"
                        + "Ljava/net/spi/InetAddressResolver$LookupPolicy;)Ljava/util/stream/Stream;",
                code -> code.aload(1).invokestatic(ESCAPE, "lookup", type("(Ljava/lang/String;)V")));
    }

    private static void escape(String method, String hook) {
        HEADS.put(method, code -> code.invokestatic(ESCAPE, hook, type("()V")));
    }

    private static final Map<String, Consumer<CodeBuilder>> PROCESS = ProcessHeads.heads();

    private MethodHeads() {}

    /** What is put before the body of a method named {@code owner.name(descriptor)}, or null. */
    static @Nullable CodeTransform of(String method) {
        Consumer<CodeBuilder> head = HEADS.getOrDefault(method, PROCESS.get(method));
        if (head == null) {
            return null;
        }
        return CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                head.accept(code);
            }

            @Override
            public void accept(CodeBuilder code, java.lang.classfile.CodeElement element) {
                code.with(element);
            }
        });
    }

    /** All methods in the table, so that the agent can tell which it did not find. */
    static Set<String> methods() {
        Set<String> all = new TreeSet<>(HEADS.keySet());
        all.addAll(PROCESS.keySet());
        return all;
    }

    private static void joinDuration(CodeBuilder code) {
        Label goOn = code.newLabel();
        code.aload(0)
                .aload(1)
                .invokestatic(FACADES, "join", type("(Ljava/lang/Thread;Ljava/time/Duration;)Ljava/lang/Boolean;"))
                .dup()
                .ifnull(goOn)
                .invokevirtual(ClassDesc.of("java.lang.Boolean"), "booleanValue", type("()Z"))
                .ireturn()
                .labelBinding(goOn)
                .pop();
    }

    private static void mapThread(CodeBuilder code, String hook) {
        code.aload(0)
                .invokestatic(FACADES, hook, type("(Ljava/lang/Thread;)Ljava/lang/Thread;"))
                .astore(0);
    }

    /** Does the rest with the runner of this thread on the stack, if there is one. */
    private static void passOn(CodeBuilder code, String which, Consumer<CodeBuilder> rest) {
        Label goOn = code.newLabel();
        code.aload(0)
                .invokestatic(FACADES, which, type("(Ljava/lang/Thread;)Ljava/lang/Thread;"))
                .dup()
                .ifnull(goOn);
        rest.accept(code);
        code.labelBinding(goOn).pop();
    }

    private static void resultUnlessNull(CodeBuilder code, ClassDesc owner, String hook, String descriptor) {
        Label goOn = code.newLabel();
        code.invokestatic(owner, hook, type(descriptor))
                .dup()
                .ifnull(goOn)
                .areturn()
                .labelBinding(goOn)
                .pop();
    }

    private static void returnIf(CodeBuilder code, ClassDesc owner, String hook, String descriptor) {
        Label goOn = code.newLabel();
        code.invokestatic(owner, hook, type(descriptor)).ifeq(goOn).return_().labelBinding(goOn);
    }

    private static MethodTypeDesc type(String descriptor) {
        return MethodTypeDesc.ofDescriptor(descriptor);
    }
}
