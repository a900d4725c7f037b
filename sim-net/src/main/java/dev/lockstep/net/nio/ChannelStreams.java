package dev.lockstep.net.nio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.util.Objects;
import java.util.function.IntSupplier;

/** The streams of a channel's socket. They need the channel in blocking mode. */
final class ChannelStreams {
    private ChannelStreams() {}

    private static void requireBlocking(TcpChannel channel) {
        if (!channel.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    static InputStream input(TcpChannel channel, IntSupplier timeoutMillis) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) > 0 ? one[0] & 255 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                if (length == 0) {
                    return 0;
                }
                requireBlocking(channel);
                long deadline = channel.deadline(timeoutMillis.getAsInt());
                return channel.read(ByteBuffer.wrap(bytes, offset, length), deadline);
            }

            @Override
            public int available() throws IOException {
                return channel.available();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    static OutputStream output(TcpChannel channel) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, bytes.length);
                if (length > 0) {
                    requireBlocking(channel);
                    channel.write(ByteBuffer.wrap(bytes, offset, length));
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
