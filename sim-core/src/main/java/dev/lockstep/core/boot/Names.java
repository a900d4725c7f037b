package dev.lockstep.core.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a simulated network answers in place of {@code InetAddress}. Called on simulated threads only. */
public interface Names {
    /** The address of the calling host. */
    InetAddress own();

    /**
     * The addresses of a host, at least one.
     *
     * @throws UnknownHostException if the network has no host of this name
     */
    InetAddress[] lookup(String name) throws UnknownHostException;
}
