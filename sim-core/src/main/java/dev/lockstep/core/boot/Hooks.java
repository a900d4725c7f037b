package dev.lockstep.core.boot;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The methods that rewritten call sites call in place of the JDK's. On a simulated thread they ask its host; on any other thread
 * they do what the JDK does. Callable on every thread.
 */
public final class Hooks {
    private static final String UNBLOCKER = "VirtualThread-unblocker";
    private static final long FIXED_SALT = 0x5EEDL;

    /** Maps threads to hosts. */
    public interface Finder {
        /** The host of a virtual thread, or null if it is not simulated. */
        @Nullable
        Backend of(Thread virtual);

        /** The host the calling carrier is starting a thread for, or null. */
        @Nullable
        Backend starting();

        /** The facade of a virtual thread that runs a platform thread's body; any other virtual thread as it is. */
        Thread facade(Thread virtual);

        /** The virtual thread that runs, or an ended one that has run, a platform thread's body; null if none has. */
        @Nullable
        Thread runner(Thread facade);

        /** A thread that is not simulated is about to notify those that wait on an object. */
        void foreignNotify(Object monitor);

        /** Drops the thread-locals of a thread. */
        void resetThreadLocals(Thread thread);
    }

    private static volatile @Nullable Finder finder;
    private static volatile boolean installed;
    private static volatile @Nullable Names names;
    private static volatile @Nullable Datagrams datagrams;

    private Hooks() {}

    /** Called once by the engine. */
    public static void install(Finder newFinder) {
        finder = newFinder;
    }

    /** Called once by the agent, after all call sites are rewritten. */
    public static void installed() {
        installed = true;
    }

    /** Whether call sites have been rewritten in this JVM. */
    public static boolean isInstalled() {
        return installed;
    }

    /**
     * Checks that call sites have been rewritten.
     *
     * @throws IllegalStateException if not, saying how to get there
     */
    public static void checkInstalled() {
        if (!installed) {
            throw new IllegalStateException(
                    "the Lockstep agent is not installed in this JVM, expected -javaagent:sim-core.jar,"
                            + " the lockstep command, or a JUnit Platform launcher that finds AttachListener");
        }
    }

    static @Nullable Finder finder() {
        return finder;
    }

    static @Nullable Backend current() {
        Thread thread = Thread.currentThread();
        return thread.isVirtual() ? of(thread) : null;
    }

    static @Nullable Backend backendOf(Thread virtual) {
        return of(virtual);
    }

    private static @Nullable Backend of(Thread virtual) {
        Finder f = finder;
        return f == null ? null : f.of(virtual);
    }

    /** Called once by the network. */
    public static void names(Names newNames) {
        names = newNames;
    }

    /** Called once by the network. */
    public static void datagrams(Datagrams newDatagrams) {
        datagrams = newDatagrams;
    }

    /**
     * At the start of {@code DatagramSocket.createDelegate}: what does the work of a new socket, bound unless the address is null; or
     * null to go on as usual.
     */
    public static @Nullable DatagramSocket datagramSocket(@Nullable SocketAddress local, Class<?> type)
            throws SocketException {
        Datagrams network = datagrams;
        // The JDK's own adaptors of channels ask with an address of another kind, for no delegate at all.
        boolean usual = type == DatagramSocket.class && (local == null || local instanceof InetSocketAddress);
        if (network == null || !usual || current() == null) {
            return null;
        }
        DatagramSocket socket = network.open();
        if (local != null) {
            try {
                socket.bind(local);
            } catch (SocketException e) {
                socket.close();
                throw e;
            }
        }
        socket.setBroadcast(true);
        return socket;
    }

    /** At the start of {@code InetAddress.getLocalHost}: the address, or null to go on as usual. */
    public static @Nullable InetAddress localHost() {
        Names network = names;
        return network == null || current() == null ? null : network.own();
    }

    /**
     * At the start of {@code InetAddress.getAllByName0}: the addresses, or null to go on as usual. The JDK's own way leads through a
     * lock for each name that all threads of the JVM share, those of other simulations included.
     */
    public static InetAddress @Nullable [] lookup(String name) throws UnknownHostException {
        Names network = names;
        return network == null || current() == null ? null : network.lookup(name);
    }

    /** For {@code System.nanoTime()}. */
    public static long nanoTime() {
        Backend host = current();
        return host == null ? System.nanoTime() : host.nanoTime();
    }

    /** For {@code System.currentTimeMillis()}. */
    public static long currentTimeMillis() {
        Backend host = current();
        return host == null ? System.currentTimeMillis() : host.currentTimeMillis();
    }

    /** For the result of {@code VM.getNanoTimeAdjustment(offset)}, which java.time reads the clock with. */
    public static long nanoAdjustment(long offsetSeconds, long real) {
        Backend host = current();
        return host == null ? real : host.epochNanosOfSecond(offsetSeconds);
    }

    /** For {@code Math.random()}. */
    public static double random() {
        Backend host = current();
        return host == null ? Math.random() : (host.randomBits() >>> 11) * 0x1.0p-53;
    }

    /** For {@code UUID.randomUUID()}. */
    public static UUID randomUUID() {
        Backend host = current();
        return host == null
                ? UUID.randomUUID()
                : new UUID(
                        (host.randomBits() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
                        (host.randomBits() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    /** For the 64-bit seeds that Random and ThreadLocalRandom take from shared counters. */
    public static long seed(long real) {
        Backend host = current();
        return host == null ? real : host.randomBits();
    }

    /** For {@code SecureRandom.nextBytes}: fills the array and says so, or does nothing. */
    public static boolean secureBytes(byte[] bytes) {
        Backend host = current();
        if (host == null) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) host.randomBits();
        }
        return true;
    }

    /** For {@code SecureRandom.generateSeed}: the bytes, or null to go on as usual. */
    public static byte @Nullable [] secureSeed(int count) {
        if (current() == null || count < 0) {
            return null;
        }
        byte[] bytes = new byte[count];
        return secureBytes(bytes) ? bytes : null;
    }

    /** For {@code ImmutableCollections.SALT32L}. */
    public static long salt(long real) {
        return current() == null ? real : FIXED_SALT;
    }

    /** For {@code ImmutableCollections.REVERSE}. */
    public static boolean reverse(boolean real) {
        return current() != null || real;
    }

    /** For {@code Thread.onSpinWait()} in the JDK: with one carrier, spinning only burns time. */
    public static void onSpinWait() {
        if (current() == null) {
            Thread.onSpinWait();
        }
    }

    /** For {@code Thread.onSpinWait()} in user code: what is waited for must get a chance to run. */
    @SuppressWarnings("ThreadPriorityCheck") // a yield of a simulated thread is a step of the schedule
    public static void onSpinWaitUser() {
        if (current() == null) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** For the id a new thread takes. */
    public static long threadId(long real) {
        Backend host = current();
        if (host == null && !Thread.currentThread().isVirtual()) {
            Finder f = finder;
            host = f == null ? null : f.starting();
        }
        return host == null ? real : host.nextThreadId();
    }

    /** At the start of {@code VirtualThread.submitRunContinuation}: true if a simulation took the thread. */
    public static boolean submit(Thread virtual, Runnable continuation) {
        Backend host = of(virtual);
        if (host == null) {
            return false;
        }
        host.submit(virtual, continuation);
        return true;
    }

    /** At the start of {@code VirtualThread.schedule}: the timer, or null to go on as usual. */
    public static @Nullable Future<?> schedule(Thread virtual, Runnable expired, long delay, TimeUnit unit) {
        Backend host = of(virtual);
        return host == null ? null : host.schedule(expired, delay, unit);
    }

    /** At the start of {@code VirtualThread.compareAndSetOnWaitingList}. */
    public static void handover(Thread virtual) {
        Backend host = of(virtual);
        if (host != null) {
            host.handover(virtual);
        }
    }

    /** At the start of {@code VirtualThread.unblock}: true if the carrier will do it. */
    public static boolean deferUnblock(Thread virtual) {
        return of(virtual) != null && Thread.currentThread().getName().equals(UNBLOCKER);
    }

    /** At the start of {@code VirtualThread.parkOnCarrierThread}. */
    public static void pinned(Thread virtual) {
        Backend host = of(virtual);
        if (host != null) {
            host.pinned(virtual);
        }
    }

    /** At the start of what a JVM does once and never again: linking a call site, loading or initialising a class. */
    public static @Nullable Object mark() {
        Backend host = current();
        return host == null ? null : host.mark();
    }

    /** At its end: what was drawn in between is forgotten, so that a run in a JVM that has done it before draws the same. */
    public static void reset(@Nullable Object mark) {
        if (mark != null) {
            Backend host = current();
            if (host != null) {
                host.reset(mark);
            }
        }
    }
}
