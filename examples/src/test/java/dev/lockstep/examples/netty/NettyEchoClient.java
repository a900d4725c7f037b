package dev.lockstep.examples.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client on Netty. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection, which is told of
public final class NettyEchoClient implements EchoClient {
    private static final int MAX_LINE_BYTES = 2_000;

    private final Bootstrap bootstrap = new Bootstrap();
    private volatile @Nullable Channel channel;
    private Consumer<String> events = event -> {};
    private int sent;

    /** Not started. */
    public NettyEchoClient() {}

    @Override
    public void start(String host, int port, Consumer<String> toldTo) {
        events = toldTo;
        bootstrap
                .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT)
                .remoteAddress(host, port)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel made) {
                        made.pipeline()
                                .addLast(new ReadTimeoutHandler(READ_TIMEOUT, TimeUnit.MILLISECONDS))
                                .addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES))
                                .addLast(new StringDecoder())
                                .addLast(new StringEncoder())
                                .addLast(new Lines());
                    }
                });
        connect();
    }

    private void connect() {
        bootstrap.connect().addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                lost(connected.cause());
            }
        });
    }

    private void lost(Throwable reason) {
        events.accept("lost " + reason.getClass().getSimpleName());
        channel = null;
        bootstrap.config().group().schedule(this::connect, RECONNECT, TimeUnit.MILLISECONDS);
    }

    @Override
    public void flood(int lines) {
        Channel current = connected();
        current.config().setAutoRead(false);
        current.pipeline().remove(ReadTimeoutHandler.class);
        current.eventLoop().execute(() -> {
            for (int i = 0; i < lines; i++) {
                String line = "flood " + i + " ";
                current.write(line + "x".repeat(FLOOD_LINE - line.length() - 1) + "\n");
            }
            current.flush();
        });
    }

    @Override
    public void drain() {
        connected().config().setAutoRead(true);
    }

    private Channel connected() {
        Channel current = channel;
        if (current == null) {
            throw new IllegalStateException("there is no connection, expected one");
        }
        return current;
    }

    /** The lines of one connection. */
    private final class Lines extends SimpleChannelInboundHandler<String> {
        private Throwable reason = new ClosedChannelException();

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            events.accept("connected");
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            if (context.channel().isActive() && context.channel().config().isAutoRead()) {
                context.writeAndFlush("line " + sent++ + "\n");
                context.executor().schedule(() -> send(context), PERIOD, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, String line) {
            events.accept(line);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            reason = cause;
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            lost(reason);
        }
    }
}
