package dev.lockstep.core.archunit;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.NATIVE;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;

/**
 * What code under test must not do, because the agent cannot redirect it or because it leaves the simulation. Each rule says what
 * to do instead. What a simulation reports as an escape when it happens is found here before it does; the rest would pass unseen.
 * The rules look at the classes they are given, not into the libraries those call.
 */
public final class NonDeterminismRules {
    /** Memory past the language: nothing read or written there is seen. */
    public static final ArchRule NO_UNSAFE = types(
            "use VarHandle, AtomicReference and the like, which the simulation sees", "sun.misc..", "jdk.internal..");

    /** Native code: its clocks, threads and locks cannot be redirected. */
    public static final ArchRule NO_NATIVE_METHODS = noMethods()
            .should()
            .haveModifier(NATIVE)
            .because("native code reads real clocks and waits for real: keep it behind an interface and simulate that")
            .allowEmptyShould(true);

    /** Loading native libraries and calling into them. */
    public static final ArchRule NO_NATIVE_LIBRARIES = uses(
            "native code reads real clocks and waits for real: keep it behind an interface and simulate that",
            "java.lang.System.load",
            "java.lang.System.loadLibrary",
            "java.lang.Runtime.load",
            "java.lang.Runtime.loadLibrary",
            "java.lang.foreign.Linker.nativeLinker",
            "java.lang.foreign.SymbolLookup.libraryLookup",
            "java.lang.foreign.SymbolLookup.loaderLookup");

    /** Processes of the operating system: refused while a simulation runs. */
    public static final ArchRule NO_PROCESSES = uses(
            "a process runs outside of virtual time: keep it behind an interface and simulate that",
            "java.lang.ProcessBuilder.new",
            "java.lang.ProcessBuilder.start",
            "java.lang.Runtime.exec",
            "java.lang.ProcessHandle.of",
            "java.lang.ProcessHandle.allProcesses",
            "java.lang.ProcessHandle.children",
            "java.lang.ProcessHandle.descendants",
            "java.lang.ProcessHandle.parent",
            "java.lang.ProcessHandle.info",
            "java.lang.ProcessHandle.onExit");

    /** Watching directories: a service thread wakes the code at a moment of its own. */
    public static final ArchRule NO_WATCH_SERVICES = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(WatchService.class)
            .because("events of the file system come in real time: poll the directory, in virtual time");

    /** Waits for files, other processes and people, which stop the carrier and take no virtual time. */
    public static final ArchRule NO_REAL_WAITS = uses(
            "it waits for real and takes no virtual time: lock within the process, read input through an interface",
            "java.nio.channels.FileChannel.lock",
            "java.nio.channels.FileChannel.tryLock",
            "java.nio.channels.AsynchronousFileChannel.open",
            "java.lang.System.in",
            "java.lang.System.console");

    /** Clean-up after a garbage collection, and what can be told from one. */
    public static final ArchRule NO_COLLECTOR_DEPENDENCE = types(
            "a collection comes at no moment that a seed decides: close resources explicitly, bound caches by size",
            JavaClass.Predicates.assignableTo(Cleaner.class)
                    .or(JavaClass.Predicates.assignableTo(Reference.class))
                    .or(JavaClass.Predicates.assignableTo(ReferenceQueue.class))
                    .or(JavaClass.Predicates.assignableTo(WeakHashMap.class))
                    .as("references and cleaners"));

    /** Finalizers. */
    public static final ArchRule NO_FINALIZERS = noMethods()
            .that()
            .haveRawParameterTypes(new Class<?>[0])
            .should()
            .haveName("finalize")
            .because("a collection comes at no moment that a seed decides: implement AutoCloseable and close")
            .allowEmptyShould(true);

    /** Connections that the simulated network does not have. */
    public static final ArchRule NO_UNSIMULATED_CONNECTIONS = types(
            "the simulated network has no such connections: use Socket, SocketChannel with a Selector, or HttpClient",
            JavaClass.Predicates.assignableTo("java.net.MulticastSocket")
                    .or(JavaClass.Predicates.assignableTo("java.nio.channels.MulticastChannel"))
                    .or(JavaClass.Predicates.assignableTo("java.nio.channels.AsynchronousSocketChannel"))
                    .or(JavaClass.Predicates.assignableTo("java.nio.channels.AsynchronousServerSocketChannel"))
                    .or(JavaClass.Predicates.assignableTo("java.nio.channels.AsynchronousChannelGroup"))
                    .or(JavaClass.Predicates.assignableTo("java.net.UnixDomainSocketAddress"))
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "java.rmi..", "javax.naming..", "javax.management.remote..", "com.sun.nio.sctp.."))
                    .as("multicast, asynchronous, Unix-domain, RMI, JNDI or SCTP connections"));

    /** Desktop and sound: they come with real threads and real devices. */
    public static final ArchRule NO_DESKTOP = types(
            "it comes with real threads: keep it out of the code that is simulated",
            "java.awt..",
            "javax.swing..",
            "javax.sound..",
            "javax.print..");

    /** Looking at the JVM in place of the host: other hosts and the simulation itself are in it. */
    public static final ArchRule NO_JVM_INSPECTION = types(
            "it shows the JVM with all its hosts and real times: count in the code itself",
            "java.lang.management..",
            "com.sun.management..",
            "com.sun.jdi..",
            "com.sun.tools.attach..",
            "java.lang.instrument..",
            "jdk.jfr..");

    /** The threads of the whole JVM, and forcing a collection. */
    public static final ArchRule NO_JVM_CALLS = uses(
            "it concerns the JVM with all its hosts: keep a list of own threads, leave collections alone",
            "java.lang.Thread.getAllStackTraces",
            "java.lang.System.gc",
            "java.lang.Runtime.gc",
            "java.lang.System.runFinalization");

    /** Private parts of other classes, those of threads above all, past what is redirected. */
    public static final ArchRule NO_PRIVATE_ACCESS = uses(
            "what is reached past the language is not redirected: use the public API",
            "java.lang.reflect.AccessibleObject.setAccessible",
            "java.lang.reflect.AccessibleObject.trySetAccessible",
            "java.lang.invoke.MethodHandles.privateLookupIn");

    /** Defaults of the machine and its environment. */
    public static final ArchRule NO_MACHINE_DEFAULTS = uses(
            "the answer is the machine's, not the host's: configure zone, locale and charset, read system properties",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Locale.getDefault",
            "java.nio.charset.Charset.defaultCharset",
            "java.lang.System.getenv");

    /** Times that a real file system gives to files. */
    public static final ArchRule NO_FILE_TIMES = uses(
            "files are real and so are their times: keep times in the content or the name of a file",
            "java.nio.file.Files.getLastModifiedTime",
            "java.io.File.lastModified",
            "java.nio.file.attribute.BasicFileAttributes.lastModifiedTime",
            "java.nio.file.attribute.BasicFileAttributes.creationTime",
            "java.nio.file.attribute.BasicFileAttributes.lastAccessTime");

    /** Hashes of enum constants: they depend on the runs before this one. */
    public static final ArchRule NO_HASHES_OF_CONSTANTS = uses(
            "enum constants keep the hash they got in an earlier run: use names or ordinals, EnumMap and EnumSet",
            "java.lang.Enum.hashCode");

    /** Hashed collections of what is older than a run, as far as declared types of fields tell. */
    public static final ArchRule NO_HASHED_CONSTANTS = noFields()
            .should(ArchConditions.be(DescribedPredicate.<JavaField>describe(
                    "a hashed collection of enums or classes",
                    field -> Keys.of(field).stream().anyMatch(NonDeterminismRules::older))))
            .because("its order depends on hashes from earlier runs: use EnumMap, EnumSet, LinkedHashMap or TreeMap")
            .allowEmptyShould(true);

    /** Threads and pools that outlive a run. */
    public static final ArchRule NO_STATIC_THREADS = noFields()
            .that()
            .areStatic()
            .should()
            .haveRawType(JavaClass.Predicates.assignableTo(Thread.class)
                    .or(JavaClass.Predicates.assignableTo(Executor.class))
                    .or(JavaClass.Predicates.assignableTo(Timer.class))
                    .as("threads, executors or timers"))
            .because(
                    "a static field outlives the run and the host: create threads and executors where the server starts")
            .allowEmptyShould(true);

    /** Static variables that change: the next run in the JVM starts with what this one left, and all hosts share them. */
    public static final ArchRule NO_STATIC_STATE = noFields()
            .that()
            .areStatic()
            .and()
            .doNotHaveModifier(SYNTHETIC)
            .should(ArchConditions.be(DescribedPredicate.<JavaField>describe(
                    "a variable, an atomic or a concurrent collection", NonDeterminismRules::changes)))
            .because(
                    "all hosts share it and the next run starts with it: keep state in objects that the server creates")
            .allowEmptyShould(true);

    private static final List<ArchRule> LIST = List.of(
            NO_UNSAFE,
            NO_NATIVE_METHODS,
            NO_NATIVE_LIBRARIES,
            NO_PROCESSES,
            NO_WATCH_SERVICES,
            NO_REAL_WAITS,
            NO_COLLECTOR_DEPENDENCE,
            NO_FINALIZERS,
            NO_UNSIMULATED_CONNECTIONS,
            NO_DESKTOP,
            NO_JVM_INSPECTION,
            NO_JVM_CALLS,
            NO_PRIVATE_ACCESS,
            NO_MACHINE_DEFAULTS,
            NO_FILE_TIMES,
            NO_HASHES_OF_CONSTANTS,
            NO_HASHED_CONSTANTS,
            NO_STATIC_THREADS,
            NO_STATIC_STATE);

    /** All rules in one. */
    public static final ArchRule ALL = allExcept();

    private NonDeterminismRules() {}

    /** All rules but these, which are checked by themselves on those classes that need no exception. */
    public static ArchRule allExcept(ArchRule... exceptions) {
        List<ArchRule> rest = new ArrayList<>(LIST);
        rest.removeAll(List.of(exceptions));
        return CompositeArchRule.of(rest);
    }

    private static ArchRule uses(String instead, String... members) {
        return noClasses().should().accessTargetWhere(Uses.of(members)).because(instead);
    }

    private static ArchRule types(String instead, String... packages) {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because(instead);
    }

    private static ArchRule types(String instead, DescribedPredicate<? super JavaClass> types) {
        return noClasses().should().dependOnClassesThat(types).because(instead);
    }

    private static boolean older(JavaClass type) {
        return type.isAssignableTo(Enum.class) || type.isEquivalentTo(Class.class);
    }

    private static boolean changes(JavaField field) {
        String type = field.getRawType().getPackageName();
        String name = field.getRawType().getSimpleName();
        return !field.getModifiers().contains(FINAL)
                || type.equals("java.util.concurrent.atomic")
                || (type.equals("java.util.concurrent") && name.startsWith("Concurrent"));
    }
}
