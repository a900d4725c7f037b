package dev.lockstep.core.boot;

import java.net.DatagramSocket;
import java.net.SocketException;

/** What a simulated network puts beneath {@link DatagramSocket}. Called on simulated threads only. */
public interface Datagrams {
    /** A socket of the calling host that is not bound. */
    DatagramSocket open() throws SocketException;
}
