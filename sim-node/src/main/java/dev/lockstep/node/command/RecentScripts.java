package dev.lockstep.node.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The scripts of the last EVALs, at most 1024, which EVALSHA knows without SCRIPT LOAD. Any thread. */
public final class RecentScripts {
    private static final int LIMIT = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, byte[]> bodies = new LinkedHashMap<>();

    /** None yet. */
    public RecentScripts() {}

    byte @Nullable [] body(String digest) {
        lock.lock();
        try {
            return bodies.get(digest);
        } finally {
            lock.unlock();
        }
    }

    void remember(String digest, byte[] body) {
        lock.lock();
        try {
            bodies.putIfAbsent(digest, body);
            if (bodies.size() > LIMIT) {
                bodies.remove(bodies.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            bodies.clear();
        } finally {
            lock.unlock();
        }
    }
}
