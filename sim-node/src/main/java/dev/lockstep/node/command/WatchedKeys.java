package dev.lockstep.node.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Which clients watch which keys; keys with their namespace. Any thread. */
public final class WatchedKeys {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<Session>> watchers = new HashMap<>();
    private final Map<Session, Set<String>> watched = new HashMap<>();

    private volatile boolean anybody;

    /** Nobody watches anything. */
    public WatchedKeys() {}

    /** Whether anybody watches anything. Without the lock: who begins to watch after a change sees it already. */
    boolean anybody() {
        return anybody;
    }

    void watch(Session session, List<String> keys) {
        lock.lock();
        try {
            for (String key : keys) {
                watchers.computeIfAbsent(key, each -> new LinkedHashSet<>()).add(session);
                watched.computeIfAbsent(session, each -> new LinkedHashSet<>()).add(key);
            }
            anybody = !watched.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The client watches nothing any more. */
    public void forget(Session session) {
        lock.lock();
        try {
            session.watchedChanged(false);
            Set<String> keys = watched.remove(session);
            for (String key : keys == null ? Set.<String>of() : keys) {
                Set<Session> others = watchers.get(key);
                if (others != null && others.remove(session) && others.isEmpty()) {
                    watchers.remove(key);
                }
            }
            anybody = !watched.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** These keys may have changed. */
    void changed(List<String> keys) {
        lock.lock();
        try {
            for (String key : watchers.isEmpty() ? List.<String>of() : keys) {
                watchers.getOrDefault(key, Set.of()).forEach(session -> session.watchedChanged(true));
            }
        } finally {
            lock.unlock();
        }
    }

    /** All keys may have changed. */
    void allChanged() {
        lock.lock();
        try {
            new ArrayList<>(watched.keySet()).forEach(session -> session.watchedChanged(true));
        } finally {
            lock.unlock();
        }
    }
}
