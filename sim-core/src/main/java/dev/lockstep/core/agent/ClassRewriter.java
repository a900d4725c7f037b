package dev.lockstep.core.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites one class by the tables {@link CallSites} and {@link MethodHeads}. Thread-safe. */
final class ClassRewriter {
    private final RewriteCache cache;
    private final Set<String> headsToDo = new HashSet<>(MethodHeads.methods());

    /** A rewriter that asks a cache first. */
    ClassRewriter(RewriteCache cache) {
        this.cache = cache;
        headsToDo.addAll(MethodFrames.METHODS);
    }

    /** Packages of the JDK, with those below, that are looked at. */
    private static final List<String> PACKAGES = List.of(
            "java/util/",
            "java/time/",
            "java/text/",
            "java/net/",
            "jdk/internal/net/http/",
            "jdk/internal/random/",
            "sun/net/httpserver/",
            "sun/net/www/",
            "sun/security/provider/",
            "sun/security/ssl/",
            "sun/security/util/",
            "sun/util/");

    private static final List<String> NOT_THESE = List.of("java/util/jar/", "java/util/zip/");

    private static final Set<String> CLASSES = Set.of(
            "java/lang/ClassLoader",
            "java/lang/Process",
            "java/lang/Thread",
            "java/lang/Thread$ThreadIdentifiers",
            "java/lang/Thread$ThreadNumbering",
            "java/lang/VirtualThread",
            "java/lang/invoke/Invokers",
            "java/lang/invoke/LambdaForm",
            "java/lang/invoke/MethodHandle",
            "java/lang/invoke/MethodHandleNatives",
            "java/lang/ref/ReferenceQueue",
            "java/security/SecureRandom");

    private volatile boolean accesses;

    /** From now on, scheduling points are put into user classes. */
    void accesses() throws IOException {
        String sample = ClassRewriter.class.getName().replace('.', '/');
        ClassLoader loader = ClassRewriter.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(sample + ".class")) {
            if (in == null) {
                throw new IOException("resource " + sample + ".class not found, expected it beside the agent");
            }
            // Loads what it needs before it is asked for while loading just that.
            rewrite(sample, loader, in.readAllBytes(), true, true);
        }
        accesses = true;
    }

    /** Whether a class of the JDK is looked at. */
    static boolean concerns(String name) {
        return CLASSES.contains(name)
                || ProcessHeads.CLASSES.contains(name)
                || MethodHeads.ESCAPES.contains(name)
                || inPackages(name);
    }

    private static boolean inPackages(String name) {
        return PACKAGES.stream().anyMatch(name::startsWith)
                && NOT_THESE.stream().noneMatch(name::startsWith);
    }

    /** The new bytes, or null if nothing is to be redirected. */
    byte @Nullable [] rewrite(String name, @Nullable ClassLoader loader, byte[] bytes, boolean user) {
        return user
                ? rewrite(name, loader, bytes, true, accesses && AccessPoints.concerns(name))
                : rewriteOnce(name, loader, bytes);
    }

    /** A class of the JDK, whose neighbours do not change either. */
    private byte @Nullable [] rewriteOnce(String name, @Nullable ClassLoader loader, byte[] bytes) {
        String key = RewriteCache.key(name, bytes);
        if (!cache.knows(key)) {
            byte[] result = rewrite(name, loader, bytes, false, false);
            cache.put(key, result);
            return result;
        }
        byte[] result = cache.rewritten(key);
        if (result != null) {
            synchronized (this) {
                headsToDo.removeIf(head -> head.startsWith(name + '.'));
            }
        }
        return result;
    }

    /** Loads what rewriting needs by rewriting a class of the JDK, whatever is in the cache. */
    void warmUp(String name, byte[] bytes) {
        rewrite(name, null, bytes, false, false);
    }

    private byte @Nullable [] rewrite(
            String name, @Nullable ClassLoader loader, byte[] bytes, boolean user, boolean points) {
        ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy(loader)));
        ClassModel model = format.parse(bytes);
        if (user) {
            ProbeNames.look(model);
        }
        ClassFacts facts = points ? new ClassFacts(model, loader) : null;
        if (user && facts == null && !mentionsAny(model)) {
            return null;
        }
        boolean[] changed = {false};
        ClassTransform transform = (builder, element) -> {
            MethodTransform method = transform(element, name, user, facts);
            if (method == null) {
                builder.with(element);
            } else {
                changed[0] = true;
                builder.transformMethod((MethodModel) element, method);
            }
        };
        byte[] result = format.transformClass(model, transform);
        return changed[0] ? result : null;
    }

    /** Methods of {@link MethodHeads} that no rewritten class had. */
    synchronized Set<String> headsNotFound() {
        return Set.copyOf(headsToDo);
    }

    private @Nullable MethodTransform transform(
            ClassElement element, String name, boolean user, @Nullable ClassFacts facts) {
        if (!(element instanceof MethodModel method) || method.code().isEmpty()) {
            return null;
        }
        String key = name + "." + method.methodName().stringValue()
                + method.methodType().stringValue();
        CodeTransform head = MethodFrames.frames(key, user) ? MethodFrames.frame() : user ? null : MethodHeads.of(key);
        CallSites.Place place = new CallSites.Place(name, method.methodName().stringValue(), user);
        boolean sites = method.code().get().elementList().stream().anyMatch(e -> CallSites.redirected(e, place));
        CodeTransform points = facts == null ? null : AccessPoints.in(method, facts);
        if (head == null && !sites && points == null) {
            return null;
        }
        CodeTransform calls = (code, e) -> CallSites.write(code, e, place);
        CodeTransform body = points == null ? calls : points.andThen(calls);
        if (head == null) {
            return MethodTransform.transformingCode(body);
        }
        synchronized (this) {
            headsToDo.remove(key);
        }
        return MethodTransform.transformingCode(body.andThen(head));
    }

    private static boolean mentionsAny(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text
                    && (CallSites.NAMES.contains(text.stringValue()) || text.equalsString("<clinit>"))) {
                return true;
            }
        }
        return false;
    }

    private static ClassHierarchyResolver hierarchy(@Nullable ClassLoader loader) {
        ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        return ClassHierarchyResolver.ofResourceParsing(from).orElse(ClassHierarchyResolver.defaultResolver());
    }
}
