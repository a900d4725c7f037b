package dev.lockstep.core.agent;

import static dev.lockstep.core.agent.CallSites.HOOKS;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table of JDK methods that ask a hook first: it takes the call over, or the method goes on as usual. */
final class MethodHeads {
    private static final ClassDesc FACADES = ClassDesc.of("dev.lockstep.core.boot.Facades");
    private static final ClassDesc VIRTUAL_THREAD = ClassDesc.of("java.lang.VirtualThread");
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");

    private static final Map<String, Consumer<CodeBuilder>> HEADS = Map.ofEntries(
            Map.entry(
                    "java/lang/VirtualThread.submitRunContinuation(Ljava/util/concurrent/Executor;Z)V",
                    code -> returnIf(
                            code.aload(0).aload(0).getfield(VIRTUAL_THREAD, "runContinuation", RUNNABLE),
                            HOOKS,
                            "submit",
                            "(Ljava/lang/Thread;Ljava/lang/Runnable;)Z")),
            Map.entry(
                    "java/lang/VirtualThread.schedule(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                            + "Ljava/util/concurrent/Future;",
                    MethodHeads::schedule),
            Map.entry(
                    "java/lang/VirtualThread.compareAndSetOnWaitingList(ZZ)Z",
                    code -> code.aload(0).invokestatic(HOOKS, "handover", type("(Ljava/lang/Thread;)V"))),
            Map.entry(
                    "java/lang/VirtualThread.unblock()V",
                    code -> returnIf(code.aload(0), HOOKS, "deferUnblock", "(Ljava/lang/Thread;)Z")),
            Map.entry(
                    "java/lang/VirtualThread.parkOnCarrierThread(ZJ)V",
                    code -> code.aload(0).invokestatic(HOOKS, "pinned", type("(Ljava/lang/Thread;)V"))),
            Map.entry(
                    "java/lang/Thread.start(Ljdk/internal/vm/ThreadContainer;)V",
                    code -> returnIf(code.aload(0), FACADES, "start", "(Ljava/lang/Thread;)Z")),
            Map.entry(
                    "java/lang/Thread.start()V",
                    code -> returnIf(code.aload(0), FACADES, "start", "(Ljava/lang/Thread;)Z")),
            Map.entry(
                    "java/lang/Thread.interrupt()V",
                    code -> returnIf(code.aload(0), FACADES, "interrupt", "(Ljava/lang/Thread;)Z")),
            Map.entry(
                    "java/lang/Thread.join(J)V",
                    code -> returnIf(code.aload(0).lload(1), FACADES, "join", "(Ljava/lang/Thread;J)Z")),
            Map.entry(
                    "java/lang/Thread.join(Ljava/time/Duration;)Z",
                    code -> trueIf(
                            code.aload(0).aload(1), FACADES, "join", "(Ljava/lang/Thread;Ljava/time/Duration;)Z")),
            Map.entry(
                    "java/lang/Thread.alive()Z",
                    code -> trueIf(code.aload(0), FACADES, "alive", "(Ljava/lang/Thread;)Z")),
            Map.entry(
                    "java/util/concurrent/ForkJoinPool.execute(Ljava/lang/Runnable;)V",
                    code -> returnIf(code.aload(1), HOOKS, "execute", "(Ljava/lang/Runnable;)Z")),
            Map.entry(
                    "java/util/concurrent/ForkJoinPool.scheduleDelayedTask("
                            + "Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;)"
                            + "Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;",
                    MethodHeads::scheduleDelayed),
            Map.entry("java/net/InetAddress.getLocalHost()Ljava/net/InetAddress;", MethodHeads::localHost),
            Map.entry(
                    "java/security/SecureRandom.nextBytes([B)V",
                    code -> returnIf(code.aload(1), HOOKS, "secureBytes", "([B)Z")));

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

    private static void schedule(CodeBuilder code) {
        Label goOn = code.newLabel();
        code.aload(0)
                .aload(1)
                .lload(2)
                .aload(4)
                .invokestatic(
                        HOOKS,
                        "schedule",
                        type("(Ljava/lang/Thread;Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
                                + "Ljava/util/concurrent/Future;"))
                .dup()
                .ifnull(goOn)
                .areturn()
                .labelBinding(goOn)
                .pop();
    }

    private static void scheduleDelayed(CodeBuilder code) {
        Label goOn = code.newLabel();
        code.aload(1)
                .invokestatic(HOOKS, "scheduleDelayed", type("(Ljava/lang/Object;)Z"))
                .ifeq(goOn)
                .aload(1)
                .areturn()
                .labelBinding(goOn);
    }

    private static void localHost(CodeBuilder code) {
        Label goOn = code.newLabel();
        code.invokestatic(HOOKS, "localHost", type("()Ljava/net/InetAddress;"))
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

    private static void trueIf(CodeBuilder code, ClassDesc owner, String hook, String descriptor) {
        Label goOn = code.newLabel();
        code.invokestatic(owner, hook, type(descriptor))
                .ifeq(goOn)
                .iconst_1()
                .ireturn()
                .labelBinding(goOn);
    }

    private static MethodTypeDesc type(String descriptor) {
        return MethodTypeDesc.ofDescriptor(descriptor);
    }
}
