package dev.lockstep.examples.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** An echo server on Netty that reads no more from a connection while it cannot write to it. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
public final class NettyEchoServer implements EchoServer {
    private static final int HIGH_WATER_MARK = 64 << 10;
    private static final int READ_BYTES = 8 << 10;
    private static final int READS_PER_TURN = 16;

    /** What Netty counts for each write beside its bytes (io.netty.transport.outboundBufferEntrySizeOverhead). */
    private static final int ENTRY_BYTES = 96;

    private volatile long mostPending;

    /** Not started. */
    public NettyEchoServer() {}

    @Override
    public void start(int port) throws InterruptedException {
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 10, HIGH_WATER_MARK))
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(READS_PER_TURN))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Echo());
                    }
                })
                .bind(port)
                .sync();
    }

    @Override
    public long mostPending() {
        return mostPending;
    }

    @Override
    public long pendingBound() {
        return HIGH_WATER_MARK + (long) READS_PER_TURN * (READ_BYTES + ENTRY_BYTES);
    }

    private final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object data) {
            context.write(data);
            ChannelOutboundBuffer pending = context.channel().unsafe().outboundBuffer();
            if (pending != null) {
                mostPending = Math.max(mostPending, pending.totalPendingWriteBytes());
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
