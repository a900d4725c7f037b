package dev.lockstep.examples.cluster;

import dev.lockstep.examples.Cluster;
import dev.lockstep.examples.Store;
import java.time.Duration;
import java.util.Set;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

/** The application, on Jedis. */
public final class JedisClusterClient implements ClusterClient {
    private static final int ATTEMPTS = 10;

    private @Nullable RedisClusterClient client;

    /** Not connected. */
    public JedisClusterClient() {}

    @Override
    public void connect() {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setJmxEnabled(false);
        client = RedisClusterClient.builder()
                .nodes(Set.of(
                        new HostAndPort(Cluster.name(0), Store.PORT), new HostAndPort(Cluster.name(1), Store.PORT)))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis((int) COMMAND_LIMIT / 4)
                        .build())
                .poolConfig(pool)
                .maxAttempts(ATTEMPTS)
                .maxTotalRetriesDuration(Duration.ofMillis(COMMAND_LIMIT))
                .build();
    }

    private RedisClusterClient client() {
        if (client == null) {
            throw new IllegalStateException("not connected, expected connect() to be called before");
        }
        return client;
    }

    @Override
    public void set(String key, String value) {
        client().set(key, value);
    }

    @Override
    public @Nullable String get(String key) {
        return client().get(key);
    }
}
