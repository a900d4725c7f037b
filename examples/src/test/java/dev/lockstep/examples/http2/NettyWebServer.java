package dev.lockstep.examples.http2;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A server on Netty that a client reaches by upgrading a connection of HTTP/1.1 to h2c (RFC 7540, section 3.2). */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written to a stream closes it
public final class NettyWebServer implements WebServer {
    /** Not started. */
    public NettyWebServer() {}

    @Override
    public void start(int port) throws InterruptedException {
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        HttpServerCodec http1 = new HttpServerCodec();
                        channel.pipeline()
                                .addLast(http1)
                                .addLast(new HttpServerUpgradeHandler(http1, protocol -> upgrade()));
                    }
                })
                .bind(port)
                .sync();
    }

    private static Http2ServerUpgradeCodec upgrade() {
        return new Http2ServerUpgradeCodec(
                Http2FrameCodecBuilder.forServer().build(),
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Requests());
                    }
                }));
    }

    /** The one request of a stream. */
    private static final class Requests extends SimpleChannelInboundHandler<Http2HeadersFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2HeadersFrame request) {
            String path = request.headers().path().toString();
            switch (path) {
                case "/large" -> answer(context, new byte[LARGE_BYTES]);
                case "/slow" ->
                    context.executor().schedule(() -> answer(context, text(path)), SLOW_MILLIS, TimeUnit.MILLISECONDS);
                default -> answer(context, text(path));
            }
        }

        private static byte[] text(String path) {
            return path.getBytes(StandardCharsets.UTF_8);
        }

        private static void answer(ChannelHandlerContext context, byte[] body) {
            context.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
            context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
    }
}
