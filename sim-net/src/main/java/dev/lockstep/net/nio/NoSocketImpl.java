package dev.lockstep.net.nio;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;

/** Fills the place of an implementation in sockets that are views of channels; nothing of it is ever called. */
final class NoSocketImpl extends SocketImpl {
    static final SocketImpl INSTANCE = new NoSocketImpl();

    private static UnsupportedOperationException never() {
        return new UnsupportedOperationException("a socket of a channel has no implementation of its own");
    }

    @Override
    protected void create(boolean stream) {
        throw never();
    }

    @Override
    protected void connect(String host, int remotePort) {
        throw never();
    }

    @Override
    protected void connect(InetAddress remote, int remotePort) {
        throw never();
    }

    @Override
    protected void connect(SocketAddress remote, int timeout) {
        throw never();
    }

    @Override
    protected void bind(InetAddress host, int localPort) {
        throw never();
    }

    @Override
    protected void listen(int backlog) {
        throw never();
    }

    @Override
    protected void accept(SocketImpl target) {
        throw never();
    }

    @Override
    protected InputStream getInputStream() {
        throw never();
    }

    @Override
    protected OutputStream getOutputStream() {
        throw never();
    }

    @Override
    protected int available() {
        throw never();
    }

    @Override
    protected void close() {}

    @Override
    protected void sendUrgentData(int data) {
        throw never();
    }

    @Override
    public void setOption(int option, Object value) {
        throw never();
    }

    @Override
    public Object getOption(int option) {
        throw never();
    }
}
