package dev.lockstep.core.archunit;

import java.awt.Point;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.MulticastSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.TimeZone;
import java.util.Timer;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Classes that break the rules, one each; they are looked at and never run. */
@SuppressWarnings({"all", "removal", "restricted"})
final class Offenders {
    private Offenders() {}

    static final class NativeMethods {
        native long clock();
    }

    static final class NativeLibraries {
        void load() {
            System.load("/lib/x.so");
        }

        void loadLibrary() {
            Runtime.getRuntime().loadLibrary("x");
        }

        Object linker() {
            return Linker.nativeLinker();
        }

        Object lookup() {
            return SymbolLookup.libraryLookup("x", Arena.global());
        }
    }

    static final class Processes {
        Object builder() throws IOException {
            return new ProcessBuilder("true").start();
        }

        Object exec() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"true"});
        }

        Object started() {
            return ProcessHandle.current().info().startInstant();
        }
    }

    static final class WatchServices {
        WatchService watch(FileSystem files) throws IOException {
            return files.newWatchService();
        }
    }

    static final class RealWaits {
        FileLock locked(FileChannel channel) throws IOException {
            return channel.lock();
        }

        FileLock tried(FileChannel channel) throws IOException {
            return channel.tryLock(0, 1, false);
        }

        Object opened(Path path) throws IOException {
            return AsynchronousFileChannel.open(path);
        }

        InputStream input() {
            return System.in;
        }

        Console console() {
            return System.console();
        }
    }

    static final class CollectorDependence {
        Object cleaner() {
            return Cleaner.create();
        }

        Object weak() {
            return new WeakReference<>("");
        }

        Object soft() {
            return new SoftReference<>("");
        }

        Object phantom(ReferenceQueue<Object> queue) {
            return new PhantomReference<>("", queue);
        }

        Object map() {
            return new WeakHashMap<>();
        }
    }

    static final class Finalizers {
        @Override
        protected void finalize() {}
    }

    static final class UnsimulatedConnections {
        Object multicast() throws IOException {
            return new MulticastSocket();
        }

        Object asynchronous() throws IOException {
            return AsynchronousSocketChannel.open();
        }

        Object server() throws IOException {
            return AsynchronousServerSocketChannel.open();
        }

        Object unix() {
            return UnixDomainSocketAddress.of("/x");
        }

        Object rmi() throws Exception {
            return java.rmi.registry.LocateRegistry.getRegistry();
        }

        Object jndi() throws Exception {
            return new javax.naming.InitialContext();
        }
    }

    static final class Desktop {
        Object point() {
            return new Point();
        }
    }

    static final class JvmInspection {
        Object bean() {
            return ManagementFactory.getThreadMXBean();
        }

        void agent(Instrumentation instrumentation) {}
    }

    static final class JvmCalls {
        Object threads() {
            return Thread.getAllStackTraces();
        }

        void collect() {
            System.gc();
        }
    }

    static final class PrivateAccess {
        Object open(Field field) throws Exception {
            field.setAccessible(true);
            return field.get(null);
        }

        Object lookup() throws Exception {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
        }
    }

    static final class MachineDefaults {
        Object zone() {
            return ZoneId.systemDefault();
        }

        Supplier<TimeZone> reference() {
            return TimeZone::getDefault;
        }

        Object locale() {
            return Locale.getDefault();
        }

        Object charset() {
            return Charset.defaultCharset();
        }

        Object environment() {
            return System.getenv("HOME");
        }
    }

    static final class FileTimes {
        Object nio(Path path) throws IOException {
            return Files.getLastModifiedTime(path);
        }

        long old(File file) {
            return file.lastModified();
        }

        Object attributes(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class).creationTime();
        }
    }

    static final class HashesOfConstants {
        int unit() {
            return TimeUnit.DAYS.hashCode();
        }
    }

    static final class HashedConstants {
        HashMap<TimeUnit, Long> byUnit;
        HashSet<Class<?>> types;
        ConcurrentHashMap<TimeUnit, Long> shared;
    }

    static final class StaticThreads {
        static final ExecutorService pool = Executors.newCachedThreadPool();
        static final Timer timer = new Timer();
        static final Thread thread = new Thread(() -> {});
    }

    static final class StaticState {
        static int count;
        static final AtomicInteger atomic = new AtomicInteger();
        static final ConcurrentHashMap<String, String> cache = new ConcurrentHashMap<>();
    }
}
