package dev.lockstep.examples.cluster;

import dev.lockstep.examples.Cluster;
import dev.lockstep.examples.Store;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application, on Lettuce. */
public final class LettuceClusterClient implements ClusterClient {
    private @Nullable StatefulRedisClusterConnection<String, String> connection;

    /** Not connected. */
    public LettuceClusterClient() {}

    @Override
    public void connect() {
        ClientResources resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE) // the JDK's lookup, not Netty's over UDP
                .build();
        RedisClusterClient client = RedisClusterClient.create(resources, List.of(node(0), node(1)));
        client.setOptions(ClusterClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(Duration.ofMillis(REFRESH))
                        .build())
                .build());
        connection = client.connect();
    }

    private static RedisURI node(int index) {
        return RedisURI.builder()
                .withHost(Cluster.name(index))
                .withPort(Store.PORT)
                .withTimeout(Duration.ofMillis(COMMAND_LIMIT))
                .build();
    }

    private StatefulRedisClusterConnection<String, String> connection() {
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
    public @Nullable String get(String key) {
        return connection().sync().get(key);
    }
}
