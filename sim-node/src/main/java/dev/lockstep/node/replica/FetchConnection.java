package dev.lockstep.node.replica;

import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.KeepAlive;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A connection on which files of a full sync arrive. Connecting and each receive have a time-out; after a receive that timed out the
 * transfer goes on unless it is to stop (Kvrocks PR 2662). It also stops between two buffers, which Kvrocks does not.
 */
final class FetchConnection extends ByteSource implements Closeable {
    private final Socket socket = new Socket();
    private final BooleanSupplier stop;

    /** A connection that is not open yet; {@code stop} tells whether to give up. */
    FetchConnection(BooleanSupplier stop) {
        this.stop = stop;
    }

    /** Connects and sets the time-outs. */
    void connect(Master master, ReplicationTimings timings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(master.host(), master.port());
        socket.connect(address, timings.connectTimeout());
        socket.setSoTimeout(timings.recvTimeout());
        new KeepAlive(timings.keepAliveIdle(), timings.keepAliveInterval(), timings.keepAliveProbes()).apply(socket);
    }

    /** Sends a request. */
    void send(String... words) throws IOException {
        socket.getOutputStream().write(Wire.request(words));
    }

    @Override
    int receive(byte[] target) throws IOException {
        InputStream in = socket.getInputStream();
        while (true) {
            checkStop();
            try {
                int count = in.read(target);
                if (count < 0) {
                    throw new EOFException("the master closed a file transfer");
                }
                return count;
            } catch (SocketTimeoutException e) {
                checkStop();
            }
        }
    }

    /** Ends the transfer if it is to stop. */
    void checkStop() throws StoppedException {
        if (stop.getAsBoolean()) {
            throw new StoppedException();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
