package dev.lockstep.net.tcp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** IPv4 addresses as ints, big-endian. The host of index i has 10.0.0.0 + i + 1. */
public final class Addresses {
    /** 0.0.0.0: all addresses of a host. */
    public static final int ANY = 0;

    /** 127.0.0.1. */
    public static final int LOOPBACK = 0x7F00_0001;

    private static final int NETWORK = 0x0A00_0000;
    private static final int HOSTS = 1 << 24;

    private Addresses() {}

    /** The address of the host of an index (0 to 16,777,213). */
    public static int ofHost(int index) {
        if (index < 0 || index >= HOSTS - 2) {
            throw new IllegalArgumentException("host index is " + index + ", expected 0 to " + (HOSTS - 3));
        }
        return NETWORK + index + 1;
    }

    /** The index of the host that would have this address, or -1. */
    public static int hostIndex(int address) {
        return (address & 0xFF00_0000) == NETWORK ? (address & (HOSTS - 1)) - 1 : -1;
    }

    /** Whether it is in 127.0.0.0/8. */
    public static boolean isLoopback(int address) {
        return address >>> 24 == 127;
    }

    /**
     * The address as an int; null and the IPv6 wildcard are {@link #ANY}, ::1 is {@link #LOOPBACK}.
     *
     * @return -1 for an IPv6 address that no simulated host has
     */
    public static int of(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return ANY;
        }
        if (!(address instanceof Inet4Address)) {
            return address.isLoopbackAddress() ? LOOPBACK : -1;
        }
        byte[] b = address.getAddress();
        return (b[0] & 255) << 24 | (b[1] & 255) << 16 | (b[2] & 255) << 8 | (b[3] & 255);
    }

    /** The address as an object, with a host name or none. */
    public static InetAddress inet(@Nullable String name, int address) {
        try {
            byte[] bytes = {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
            return InetAddress.getByAddress(name, bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Dotted decimal. */
    public static String text(int address) {
        return (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
