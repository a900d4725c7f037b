package dev.lockstep.net.name;

import dev.lockstep.core.Host;
import dev.lockstep.core.boot.Interfaces;
import dev.lockstep.net.tcp.Addresses;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of the calling host: {@code eth0} with its address, then {@code lo} with 127.0.0.1, numbered as on Linux. Both are
 * always up.
 */
public final class NetworkInterfaces implements Interfaces {
    private static final int LOOPBACK_INDEX = 1;
    private static final int LOOPBACK_MTU = 65_536;
    private static final int ETHERNET_INDEX = 2;
    private static final int ETHERNET_MTU = 1_500;

    /** Bits of the network in an address: 10/8 and 127/8. */
    private static final short PREFIX = 8;

    private final Constructor<NetworkInterface> make;
    private final Constructor<InterfaceAddress> bind;

    /**
     * Finds the JDK's constructors.
     *
     * @throws ReflectiveOperationException if the JDK is not as expected
     */
    public NetworkInterfaces() throws ReflectiveOperationException {
        make = NetworkInterface.class.getDeclaredConstructor(String.class, int.class, InetAddress[].class);
        make.setAccessible(true);
        bind = InterfaceAddress.class.getDeclaredConstructor();
        bind.setAccessible(true);
        ethernet(Addresses.ofHost(0));
    }

    @Override
    public NetworkInterface[] all() {
        try {
            return new NetworkInterface[] {ethernet(own()), loopback()};
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a network interface, which worked before", e);
        }
    }

    private static int own() {
        return Addresses.ofHost(Objects.requireNonNull(Host.current(), "only simulated threads ask")
                .index());
    }

    private NetworkInterface ethernet(int address) throws ReflectiveOperationException {
        return named("eth0", ETHERNET_INDEX, address, Addresses.inet(null, address | 0x00FF_FFFF));
    }

    private NetworkInterface loopback() throws ReflectiveOperationException {
        return named("lo", LOOPBACK_INDEX, Addresses.LOOPBACK, null);
    }

    private NetworkInterface named(String name, int index, int address, @Nullable InetAddress broadcast)
            throws ReflectiveOperationException {
        InetAddress inet = Addresses.inet(null, address);
        InterfaceAddress binding = bind.newInstance();
        set(binding, "address", inet);
        set(binding, "broadcast", broadcast);
        set(binding, "maskLength", PREFIX);
        NetworkInterface made = make.newInstance(name, index, new InetAddress[] {inet});
        set(made, "displayName", name);
        set(made, "bindings", new InterfaceAddress[] {binding});
        set(made, "childs", new NetworkInterface[0]);
        return made;
    }

    private static void set(Object target, String name, @Nullable Object value) throws ReflectiveOperationException {
        Field field = target.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(target, value);
    }

    private @Nullable NetworkInterface first(Predicate<NetworkInterface> wanted) {
        for (NetworkInterface each : all()) {
            if (wanted.test(each)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public @Nullable NetworkInterface byName(String name) {
        return first(i -> i.getName().equals(name));
    }

    @Override
    public @Nullable NetworkInterface byIndex(int index) {
        return first(i -> i.getIndex() == index);
    }

    @Override
    public @Nullable NetworkInterface byAddress(InetAddress address) {
        return first(i -> i.inetAddresses().anyMatch(address::equals));
    }

    @Override
    public boolean up(NetworkInterface of) {
        return true;
    }

    @Override
    public boolean loopback(NetworkInterface of) {
        return of.getIndex() == LOOPBACK_INDEX;
    }

    @Override
    public boolean multicast(NetworkInterface of) {
        return !loopback(of);
    }

    @Override
    public boolean pointToPoint(NetworkInterface of) {
        return false;
    }

    /** A locally administered address with the host's IPv4 address at its end. */
    @Override
    public byte @Nullable [] hardwareAddress(NetworkInterface of) {
        if (loopback(of)) {
            return null;
        }
        int address = own();
        return new byte[] {2, 0, (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    @Override
    public int mtu(NetworkInterface of) {
        return loopback(of) ? LOOPBACK_MTU : ETHERNET_MTU;
    }
}
