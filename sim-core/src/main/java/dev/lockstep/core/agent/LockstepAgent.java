package dev.lockstep.core.agent;

import dev.lockstep.core.SimulationException;
import dev.lockstep.core.boot.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The javaagent. Installing it changes nothing for threads that are not simulated. */
public final class LockstepAgent {
    private static final int JDK = 25;
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.locks",
            "jdk.internal.vm",
            "jdk.internal.misc",
            "java.net",
            "sun.net",
            "sun.nio.ch");

    private static final List<String> INITIALISED = List.of(
            "java.lang.VirtualThread",
            "java.lang.Thread$ThreadIdentifiers",
            "java.lang.Thread$ThreadNumbering",
            "java.lang.ProcessImpl",
            "java.net.DatagramSocket",
            "java.net.InetAddress",
            "java.net.InetAddress$PlatformResolver",
            "java.net.NetworkInterface",
            "java.security.SecureRandom",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.concurrent.CompletableFuture",
            SharedBins.CLASS,
            "java.util.concurrent.Executors$DefaultThreadFactory",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ForkJoinWorkerThread$InnocuousForkJoinWorkerThread",
            "java.util.concurrent.Phaser",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.atomic.LongAdder",
            "java.util.stream.AbstractTask",
            "sun.nio.ch.Net",
            "sun.nio.ch.UnixDomainSockets",
            "sun.nio.ch.SelectorImpl",
            "sun.nio.ch.AsynchronousChannelGroupImpl");

    private static boolean installed;
    private static boolean accesses;
    private static @Nullable Instrumentation instrumentation;
    private static @Nullable ClassRewriter rewriter;

    private LockstepAgent() {}

    /** Entry point for {@code -javaagent}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        install(instrumentation);
    }

    /** Entry point for attaching to a running JVM. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) throws Exception {
        install(instrumentation);
    }

    /**
     * Puts scheduling points at accesses to shared state into all user classes, those loaded later too; they do nothing in simulations
     * that do not ask for them. Does nothing the second time.
     *
     * @throws IllegalStateException if a loaded class cannot be rewritten
     */
    public static synchronized void rewriteAccesses() {
        Instrumentation at = instrumentation;
        ClassRewriter by = rewriter;
        if (at == null || by == null) {
            throw new IllegalStateException(
                    "the agent was loaded by another class loader, expected the one of sim-core");
        }
        if (accesses) {
            return;
        }
        try {
            by.accesses();
            at.retransformClasses(userClasses(at));
        } catch (IOException | UnmodifiableClassException | LinkageError e) {
            throw new IllegalStateException("cannot put scheduling points into the classes loaded so far: " + e, e);
        }
        accesses = true;
    }

    private static Class<?>[] userClasses(Instrumentation at) {
        List<Class<?>> chosen = new ArrayList<>();
        for (Class<?> type : at.getAllLoadedClasses()) {
            if (type.getClassLoader() != null
                    && !type.isArray()
                    && !type.isHidden()
                    && at.isModifiableClass(type)
                    && !platform(type.getModule())
                    && AccessPoints.concerns(type.getName().replace('.', '/'))) {
                chosen.add(type);
            }
        }
        return chosen.toArray(Class<?>[]::new);
    }

    private static boolean platform(@Nullable Module module) {
        return module != null
                && module.isNamed()
                && (module.getName().startsWith("java.") || module.getName().startsWith("jdk."));
    }

    private static synchronized void install(Instrumentation at)
            throws IOException, UnmodifiableClassException, ReflectiveOperationException {
        if (installed) {
            return;
        }
        installed = true;
        checkVersion();
        Path boot;
        RewriteCache cache;
        try (OwnFiles own = OwnFiles.open()) {
            boot = AgentJar.writeBoot(own);
            cache = RewriteCache.open(own);
        }
        boot.toFile().deleteOnExit();
        at.appendToBootstrapClassLoaderSearch(new JarFile(boot.toFile()));
        open(at);
        ClassRewriter by = new ClassRewriter(cache);
        warmUp(by);
        at.addTransformer(new Transformer(by), true);
        at.retransformClasses(loaded(at));
        finish(by);
        cache.save();
        instrumentation = at;
        rewriter = by;
    }

    /** Refuses another JDK before anything of it is touched. */
    static void checkVersion() {
        if (Runtime.version().feature() != JDK) {
            throw new SimulationException("JDK " + Runtime.version() + " is not supported, expected JDK " + JDK);
        }
    }

    private static void open(Instrumentation instrumentation) {
        Module app = ClassLoader.getSystemClassLoader().getUnnamedModule();
        Map<String, Set<Module>> opened = new HashMap<>();
        OPENED.forEach(p -> opened.put(p, Set.of(app)));
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), opened, opened, Set.of(), Map.of());
    }

    /** Loads what rewriting needs before anything depends on it, so that rewriting never rewrites itself. */
    private static void warmUp(ClassRewriter rewriter) throws IOException {
        String name = "java/util/Random";
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IllegalStateException(
                        "class file of " + name + " not found, expected a JDK with its modules");
            }
            rewriter.warmUp(name, in.readAllBytes());
        }
    }

    private static Class<?>[] loaded(Instrumentation instrumentation) throws ReflectiveOperationException {
        // Loaded late in some JVMs: the heads in them must be in place, and what their initialisers keep for the whole
        // JVM
        // settled, before the first simulation.
        for (String name : INITIALISED) {
            Class.forName(name);
        }
        for (String type : ProcessHeads.CLASSES) {
            Class.forName(type.replace('/', '.'));
        }
        List<Class<?>> chosen = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!type.isArray() && !type.isHidden() && instrumentation.isModifiableClass(type) && eligible(type)) {
                chosen.add(type);
            }
        }
        return chosen.toArray(Class<?>[]::new);
    }

    private static boolean eligible(Class<?> type) {
        return (type.getClassLoader() == ClassLoader.getSystemClassLoader()
                        && !type.getPackageName().equals(LockstepAgent.class.getPackageName()))
                || ClassRewriter.concerns(type.getName().replace('.', '/'));
    }

    private static void finish(ClassRewriter rewriter) throws ReflectiveOperationException {
        Set<String> missing = rewriter.headsNotFound();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "JDK " + Runtime.version() + " lacks " + missing + ", expected a HotSpot JDK " + JDK);
        }
        Class.forName("dev.lockstep.core.boot.Hooks", true, null)
                .getMethod("installed")
                .invoke(null);
    }

    /** Offers classes to the rewriter: those of the JDK that concern it, and all user classes. */
    private static final class Transformer implements ClassFileTransformer {
        /** What rewritten code calls must itself reach the real clock. */
        private static final String HOOKS = "dev/lockstep/core/boot/";

        /** Works on simulated threads too, but reads no clock there. */
        private static final String AGENT = "dev/lockstep/core/agent/";

        private final ClassRewriter rewriter;
        private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

        Transformer(ClassRewriter rewriter) {
            this.rewriter = rewriter;
        }

        @Override
        @SuppressWarnings("NullAway") // the JVM passes null where the interface, not annotated, does not say so
        public byte @Nullable [] transform(
                @Nullable Module module,
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (name == null || name.startsWith(HOOKS) || name.startsWith(AGENT) || busy.get()) {
                return null;
            }
            boolean user = loader != null && !platform(module);
            if (!user && !ClassRewriter.concerns(name)) {
                return null;
            }
            Object mark = Hooks.mark();
            busy.set(true);
            try {
                return rewriter.rewrite(name, loader, bytes, user);
            } catch (RuntimeException e) {
                System.err.println("lockstep: class " + name + " is left as it is, time in it stays real: " + e);
                return null;
            } finally {
                busy.set(false);
                Hooks.reset(mark);
            }
        }
    }
}
