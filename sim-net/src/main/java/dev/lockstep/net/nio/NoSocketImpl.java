package dev.lockstep.net.nio;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;

/** Fills the place of an implementation in sockets that are views of channels; nothing of it is ever called. */
final class NoSocketImpl extends SocketImpl {
    static final SocketImpl INSTANCE = new NoSocketImpl();

    private static <T> T never() {
        throw new UnsupportedOperationException("a socket of a channel has no implementation of its own");
    }

    @Override
    protected void create(boolean stream) {
        never();
    }

    @Override
    protected void connect(String host, int remotePort) {
        never();
    }

    @Override
    protected void connect(InetAddress remote, int remotePort) {
        never();
    }

    @Override
    protected void connect(SocketAddress remote, int timeout) {
        never();
    }

    @Override
    protected void bind(InetAddress host, int localPort) {
        never();
    }

    @Override
    protected void listen(int backlog) {
        never();
    }

    @Override
    protected void accept(SocketImpl target) {
        never();
    }

    @Override
    protected InputStream getInputStream() {
        return never();
    }

    @Override
    protected OutputStream getOutputStream() {
        return never();
    }

    @Override
    protected int available() {
        return NoSocketImpl.<Integer>never();
    }

    @Override
    protected void close() {}

    @Override
    protected void sendUrgentData(int data) {
        never();
    }

    @Override
    public void setOption(int option, Object value) {
        never();
    }

    @Override
    public Object getOption(int option) {
        return never();
    }
}
