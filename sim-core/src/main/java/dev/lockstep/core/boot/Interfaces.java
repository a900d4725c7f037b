package dev.lockstep.core.boot;

import java.net.InetAddress;
import java.net.NetworkInterface;
import org.jspecify.annotations.Nullable;

/** What a simulated network answers in place of {@code NetworkInterface}. Called on simulated threads only. */
public interface Interfaces {
    /** All interfaces of the calling host, at least one. */
    NetworkInterface[] all();

    /** The interface of this name, or null. */
    @Nullable
    NetworkInterface byName(String name);

    /** The interface of this index, or null. */
    @Nullable
    NetworkInterface byIndex(int index);

    /** The interface with this address, or null. */
    @Nullable
    NetworkInterface byAddress(InetAddress address);

    /** Whether it is up. */
    boolean up(NetworkInterface of);

    /** Whether it only leads to the host itself. */
    boolean loopback(NetworkInterface of);

    /** Whether it takes part in multicasting. */
    boolean multicast(NetworkInterface of);

    /** Whether it connects just two hosts. */
    boolean pointToPoint(NetworkInterface of);

    /** Its hardware address, or null if it has none. */
    byte @Nullable [] hardwareAddress(NetworkInterface of);

    /** The largest packet it carries, bytes. */
    int mtu(NetworkInterface of);
}
