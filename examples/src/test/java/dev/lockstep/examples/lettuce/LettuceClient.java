package dev.lockstep.examples.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The application, on Lettuce. */
public final class LettuceClient implements StoreClient {
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private @Nullable StatefulRedisConnection<String, String> connection;

    /** Not connected. */
    public LettuceClient() {}

    @Override
    public void connect(String host, int port) {
        ClientResources resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE) // the JDK's lookup, not Netty's over UDP
                .reconnectDelay(Delay.constant(Duration.ofMillis(RECONNECT)))
                .build();
        RedisURI store = RedisURI.builder()
                .withHost(host)
                .withPort(port)
                .withTimeout(Duration.ofMillis(COMMAND_TIMEOUT))
                .build();
        RedisClient client = RedisClient.create(resources, store);
        client.setOptions(ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                .requestQueueSize(QUEUE)
                .build());
        connection = client.connect();
    }

    private StatefulRedisConnection<String, String> connection() {
        if (connection == null) {
            throw new IllegalStateException("not connected, expected connect() to be called before");
        }
        return connection;
    }

    @Override
    public void set(String key, String value) {
        connection().sync().set(key, value);
    }

    @Override
    public void flood(int writes, int bytes) {
        String value = "x".repeat(bytes);
        for (int i = 0; i < writes; i++) {
            connection()
                    .async()
                    .set("flood:" + i, value)
                    .thenRun(acknowledged::incrementAndGet)
                    .exceptionally(e -> {
                        refused.incrementAndGet();
                        return null;
                    });
        }
    }

    @Override
    public int acknowledged() {
        return acknowledged.get();
    }

    @Override
    public int refused() {
        return refused.get();
    }
}
