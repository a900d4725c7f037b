package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Netty's NIO transport, as it is, on simulated channels. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's futures tell their listeners
class NettyTest {
    private static EventLoopGroup loops(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("loop"), NioIoHandler.newFactory());
    }

    /** Sends back what it gets, and ends its stream when the other side has ended its own. */
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                context.writeAndFlush(context.alloc().buffer().writeBytes("bye".getBytes(StandardCharsets.US_ASCII)))
                        .addListener(f -> context.close());
            }
        }
    }

    private static void serve() throws InterruptedException {
        new ServerBootstrap()
                .group(loops(1), loops(2))
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Echo());
                    }
                })
                .bind(Lab.PORT)
                .sync();
    }

    /** Collects what comes until the stream ends. */
    private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> all = new CompletableFuture<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            text.append(message.toString(StandardCharsets.US_ASCII));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            all.complete(text.toString());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            all.complete(text + " " + cause);
        }
    }

    private static Collector talk(EventLoopGroup group, String text) throws InterruptedException {
        Collector collector = new Collector();
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(collector)
                .connect("server", Lab.PORT)
                .sync()
                .channel();
        channel.writeAndFlush(channel.alloc().buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII)))
                .sync();
        ((DuplexChannel) channel).shutdownOutput().sync();
        return collector;
    }

    private static List<String> converse(Lab lab, int connections) {
        List<String> answers = new ArrayList<>();
        lab.server.start("server", NettyTest::serve);
        lab.client(() -> {
            EventLoopGroup group = loops(2);
            List<Collector> collectors = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                collectors.add(talk(group, "message " + i + " "));
            }
            for (Collector collector : collectors) {
                answers.add(collector.all.join());
            }
        });
        lab.simulation.runUntil(() -> answers.size() == connections, 60 * Lab.SECOND);
        lab.checked();
        return answers;
    }

    @Test
    void shouldEchoAndHalfClose() {
        try (Lab lab = new Lab()) {
            assertThat(converse(lab, 1)).containsExactly("message 0 bye");
        }
    }

    @Test
    void shouldServeAHundredConnections() {
        try (Lab lab = new Lab()) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                expected.add("message " + i + " bye");
            }
            assertThat(converse(lab, 100)).isEqualTo(expected);
        }
    }

    @Test
    void shouldTellOfAReset() {
        try (Lab lab = new Lab()) {
            List<String> answers = new ArrayList<>();
            lab.serve(socket -> {
                socket.getInputStream().read();
                socket.setSoLinger(true, 0);
                socket.close();
            });
            lab.client(() -> answers.add(talk(loops(1), "x").all.join()));
            lab.simulation.runUntil(() -> !answers.isEmpty(), 60 * Lab.SECOND);
            lab.checked();
            assertThat(answers).containsExactly(" java.net.SocketException: Connection reset");
        }
    }
}
