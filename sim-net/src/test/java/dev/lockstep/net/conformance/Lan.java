package dev.lockstep.net.conformance;

import java.net.InetAddress;
import java.util.concurrent.Callable;

/** Where a case runs: a client's host, on which its main thread is, and a server's host, which may be the same. */
interface Lan {
    /** The address of the server's host as the client's sees it. */
    InetAddress server();

    /** Calls something on the server's host, so that sockets it makes belong there. */
    <T> T there(Callable<T> call) throws Exception;

    /** Waits until everything that is under way has arrived. */
    void settle() throws InterruptedException;

    /** Waits until a thread waits for something. */
    void untilBlocked(Thread thread) throws InterruptedException;

    /** Drops every packet to and from a TCP port until it is closed. */
    AutoCloseable cut(int port) throws Exception;
}
