package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Connection;
import dev.lockstep.net.tcp.Endpoint;
import dev.lockstep.net.tcp.Errno;
import dev.lockstep.net.tcp.Stream;
import dev.lockstep.net.tcp.TcpState;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection as a stream.
 *
 * @param connection the connection
 */
public record TcpStream(Connection connection) implements Stream {
    @Override
    public Endpoint endpoint() {
        return connection;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return connection.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return connection.write(source);
    }

    @Override
    public void more(boolean follows) {
        connection.more(follows);
    }

    @Override
    public boolean readable() {
        return connection.readable();
    }

    @Override
    public boolean writable() {
        return connection.writable();
    }

    @Override
    public int available() {
        return connection.available();
    }

    @Override
    public void shutdownOutput() {
        connection.shutdownOutput();
    }

    /** TCP has no word for it: what arrives is taken and acknowledged all the same. */
    @Override
    public void shutdownInput() {
        connection.allChanged();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public boolean opening() {
        return connection.state() == TcpState.SYN_SENT;
    }

    @Override
    public @Nullable IOException failure() {
        Errno error = connection.takeError();
        return error == null ? null : error.ofConnect();
    }
}
