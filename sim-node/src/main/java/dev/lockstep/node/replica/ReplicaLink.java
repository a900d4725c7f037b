package dev.lockstep.node.replica;

import dev.lockstep.node.config.ReplicationTimings;
import dev.lockstep.node.runtime.KeepAlive;
import dev.lockstep.node.runtime.StopSignal;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * The connection of the replication thread to its master. Waits for bytes as long as the connection lives, looking at the stop signal
 * once each {@code stop-poll-ms}; a vanished master is found by keepalive only, as in Kvrocks.
 */
final class ReplicaLink extends ByteSource implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final StopSignal stop;
    private final Runnable onBytes;

    private ReplicaLink(Socket socket, StopSignal stop, Runnable onBytes) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.stop = stop;
        this.onBytes = onBytes;
    }

    /** Connects within {@code replication-connect-timeout-ms}; {@code onBytes} is run whenever bytes have come. */
    static ReplicaLink open(Master master, ReplicationTimings timings, StopSignal stop, Runnable onBytes)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(master.host(), master.port()), timings.connectTimeout());
            new KeepAlive(timings.keepAliveIdle(), timings.keepAliveInterval(), timings.keepAliveProbes())
                    .apply(socket);
            socket.setSoTimeout(timings.stopPoll());
            return new ReplicaLink(socket, stop, onBytes);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a request. */
    void send(String... words) throws IOException {
        socket.getOutputStream().write(Wire.request(words));
    }

    /** Sends a request and waits for the line that answers it. */
    String ask(String... words) throws IOException {
        send(words);
        return readLine();
    }

    @Override
    int receive(byte[] target) throws IOException {
        while (!stop.isSet()) {
            try {
                int count = in.read(target);
                if (count < 0) {
                    throw new EOFException("the master closed the connection");
                }
                onBytes.run();
                return count;
            } catch (SocketTimeoutException e) {
                // The time-out is there to look at the stop signal; a silent master is no fault.
            }
        }
        throw new StoppedException();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
