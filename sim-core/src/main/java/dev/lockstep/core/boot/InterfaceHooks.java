package dev.lockstep.core.boot;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the heads of {@code NetworkInterface} call. All but {@link #simulated} are called only where that is true. */
public final class InterfaceHooks {
    private static volatile @Nullable Interfaces interfaces;

    private InterfaceHooks() {}

    /** Called once by the network. */
    public static void install(Interfaces newInterfaces) {
        interfaces = newInterfaces;
    }

    /** Whether a simulated network answers the calling thread. */
    public static boolean simulated() {
        return interfaces != null && Hooks.current() != null;
    }

    private static Interfaces network() {
        return Objects.requireNonNull(interfaces, "asked before the network was there");
    }

    /** For {@code getNetworkInterfaces()}. */
    public static Enumeration<NetworkInterface> enumeration() {
        return Collections.enumeration(List.of(network().all()));
    }

    /** For {@code networkInterfaces()}. */
    public static Stream<NetworkInterface> stream() {
        return Stream.of(network().all());
    }

    /** For {@code getByName(name)}. */
    public static @Nullable NetworkInterface byName(String name) {
        return network().byName(Objects.requireNonNull(name));
    }

    /** For {@code getByIndex(index)}. */
    public static @Nullable NetworkInterface byIndex(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("Interface index can't be negative");
        }
        return network().byIndex(index);
    }

    /** For {@code getByInetAddress(address)}. */
    public static @Nullable NetworkInterface byAddress(InetAddress address) {
        return network().byAddress(Objects.requireNonNull(address));
    }

    /** For {@code isUp()}. */
    public static boolean up(NetworkInterface of) {
        return network().up(of);
    }

    /** For {@code isLoopback()}. */
    public static boolean loopback(NetworkInterface of) {
        return network().loopback(of);
    }

    /** For {@code supportsMulticast()}. */
    public static boolean multicast(NetworkInterface of) {
        return network().multicast(of);
    }

    /** For {@code isPointToPoint()}. */
    public static boolean pointToPoint(NetworkInterface of) {
        return network().pointToPoint(of);
    }

    /** For {@code getHardwareAddress()}. */
    public static byte @Nullable [] hardwareAddress(NetworkInterface of) {
        return network().hardwareAddress(of);
    }

    /** For {@code getMTU()}. */
    public static int mtu(NetworkInterface of) {
        return network().mtu(of);
    }
}
