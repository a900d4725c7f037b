package dev.lockstep.net.nio;

import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;

/** Fills the place of an implementation in datagram sockets that are views of channels; nothing of it is ever called. */
final class NoDatagramImpl extends DatagramSocketImpl {
    private static UnsupportedOperationException never() {
        return new UnsupportedOperationException("a socket of a channel has no implementation of its own");
    }

    @Override
    protected void create() {
        throw never();
    }

    @Override
    protected void bind(int port, InetAddress address) {
        throw never();
    }

    @Override
    protected void send(DatagramPacket packet) {
        throw never();
    }

    @Override
    protected int peek(InetAddress address) {
        throw never();
    }

    @Override
    protected int peekData(DatagramPacket packet) {
        throw never();
    }

    @Override
    protected void receive(DatagramPacket packet) {
        throw never();
    }

    @Override
    @Deprecated(forRemoval = true)
    @SuppressWarnings("removal") // abstract, so it has to be here
    protected void setTTL(byte ttl) {
        throw never();
    }

    @Override
    @Deprecated(forRemoval = true)
    @SuppressWarnings("removal") // abstract, so it has to be here
    protected byte getTTL() {
        throw never();
    }

    @Override
    protected void setTimeToLive(int ttl) {
        throw never();
    }

    @Override
    protected int getTimeToLive() {
        throw never();
    }

    @Override
    protected void join(InetAddress group) {
        throw never();
    }

    @Override
    protected void leave(InetAddress group) {
        throw never();
    }

    @Override
    protected void joinGroup(SocketAddress group, NetworkInterface on) {
        throw never();
    }

    @Override
    protected void leaveGroup(SocketAddress group, NetworkInterface on) {
        throw never();
    }

    @Override
    protected void close() {}

    @Override
    public void setOption(int option, Object value) {
        throw never();
    }

    @Override
    public Object getOption(int option) {
        throw never();
    }
}
