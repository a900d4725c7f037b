package dev.lockstep.net.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A listening channel of the server's host and a connection to it. */
@SuppressWarnings("try") // what close does is what is tested
record ChannelPair(ServerSocketChannel listener, SocketChannel client, SocketChannel server) implements AutoCloseable {
    static ChannelPair open(Lan lan) throws Exception {
        ServerSocketChannel listener = listen(lan);
        SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        return new ChannelPair(listener, client, lan.there(listener::accept));
    }

    static ServerSocketChannel listen(Lan lan) throws Exception {
        return lan.there(() -> ServerSocketChannel.open().bind(new InetSocketAddress(lan.server(), 0), Pair.BACKLOG));
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @SuppressWarnings("ByteBufferBackingArray") // callers have allocated it
    static String text(ByteBuffer buffer) {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        listener.close();
    }
}
