package dev.lockstep.net.name;

import java.lang.reflect.Field;
import java.security.Security;

/**
 * Switches off the caches of {@link java.net.InetAddress}, for the whole JVM: they are shared by all hosts and by threads that
 * are not simulated, whose clocks differ. Other threads only lose speed.
 */
public final class NameCaches {
    private NameCaches() {}

    /**
     * Sets both lifetimes to 0.
     *
     * @throws ReflectiveOperationException if the JDK is not as expected
     */
    public static void disable() throws ReflectiveOperationException {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.stale.ttl", "0");
        // The properties are read once, which may be long past.
        Class<?> policy = Class.forName("sun.net.InetAddressCachePolicy");
        for (String name : new String[] {"cachePolicy", "negativeCachePolicy", "staleCachePolicy"}) {
            Field field = policy.getDeclaredField(name);
            field.setAccessible(true);
            field.setInt(null, 0);
        }
    }
}
