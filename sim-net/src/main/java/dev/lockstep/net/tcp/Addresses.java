package dev.lockstep.net.tcp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses as ints, big-endian. The host of index i has 10.0.0.0 + i + 1. The IPv6 addresses there are, ::1 and a host's
 * fd00::(i + 1), are ints of class E (240.0.0.0/4), which no IPv4 host can have.
 */
public final class Addresses {
    /** 0.0.0.0: all addresses of a host. */
    public static final int ANY = 0;

    /** 127.0.0.1. */
    public static final int LOOPBACK = 0x7F00_0001;

    /** ::1. */
    public static final int LOOPBACK6 = 0xF000_0001;

    private static final int NETWORK = 0x0A00_0000;
    private static final int NETWORK6 = 0xF100_0000;
    private static final int NETWORKS = 0xFF00_0000;
    private static final int CLASS_E = 240;
    private static final byte UNIQUE_LOCAL = (byte) 0xFD;
    private static final int HOSTS = 1 << 24;
    private static final int LENGTH6 = 16;

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
        int network = address & NETWORKS;
        return network == NETWORK || network == NETWORK6 ? (address & (HOSTS - 1)) - 1 : -1;
    }

    /** Whether it stands for an IPv6 address. */
    public static boolean isVersion6(int address) {
        return address >>> 24 >= CLASS_E;
    }

    /** The IPv6 address of the host that has an IPv4 address. */
    public static int version6(int hostAddress) {
        return NETWORK6 | (hostAddress & (HOSTS - 1));
    }

    /** Whether it is in 127.0.0.0/8, or ::1. */
    public static boolean isLoopback(int address) {
        return address >>> 24 == 127 || address == LOOPBACK6;
    }

    /**
     * The address as an int; null and the IPv6 wildcard are {@link #ANY}.
     *
     * @return -1 for an address that no simulated host has
     */
    public static int of(@Nullable InetAddress address) {
        if (address == null || address.isAnyLocalAddress()) {
            return ANY;
        }
        byte[] b = address.getAddress();
        if (address instanceof Inet4Address) {
            return (b[0] & 255) >= CLASS_E ? -1 : ByteBuffer.wrap(b).getInt();
        }
        int number = ByteBuffer.wrap(b).getInt(LENGTH6 - Integer.BYTES);
        for (int i = 1; i < LENGTH6 - Integer.BYTES; i++) {
            if (b[i] != 0) {
                return -1;
            }
        }
        boolean host = b[0] == UNIQUE_LOCAL && number > 0 && number < HOSTS;
        return host ? NETWORK6 | number : b[0] == 0 && number == 1 ? LOOPBACK6 : -1;
    }

    /** The address as an object, with a host name or none. */
    public static InetAddress inet(@Nullable String name, int address) {
        try {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
            return InetAddress.getByAddress(name, isVersion6(address) ? bytes6(address) : bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static byte[] bytes6(int address) {
        byte[] bytes = new byte[LENGTH6];
        bytes[0] = address == LOOPBACK6 ? 0 : UNIQUE_LOCAL;
        ByteBuffer.wrap(bytes).putInt(LENGTH6 - Integer.BYTES, address & (HOSTS - 1));
        return bytes;
    }

    /** Dotted decimal, or an IPv6 address in brackets. */
    public static String text(int address) {
        if (isVersion6(address)) {
            return (address == LOOPBACK6 ? "[::" : "[fd00::") + Integer.toHexString(address & (HOSTS - 1)) + "]";
        }
        return (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
