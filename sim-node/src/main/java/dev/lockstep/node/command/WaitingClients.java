package dev.lockstep.node.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which connections wait for which keys; keys with their namespace. A push wakes the one that has waited longest; each that waits no more
 * wakes the next, so that all that was pushed is taken in the order of waiting. Any thread.
 */
public final class WaitingClients {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<Session, Runnable>> waiting = new HashMap<>();

    /** Nobody waits. */
    public WaitingClients() {}

    /** A client begins to wait; {@code wake} makes its worker try again. */
    public void add(Session session, List<String> keys, Runnable wake) {
        lock.lock();
        try {
            keys.forEach(key ->
                    waiting.computeIfAbsent(key, each -> new LinkedHashMap<>()).put(session, wake));
        } finally {
            lock.unlock();
        }
    }

    /** A client waits no more. */
    public void remove(Session session, List<String> keys) {
        lock.lock();
        try {
            for (String key : keys) {
                Map<Session, Runnable> others = waiting.get(key);
                if (others != null && others.remove(session) != null && others.isEmpty()) {
                    waiting.remove(key);
                }
                wakeFirst(key);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something was pushed to {@code key}. */
    void pushed(String key) {
        lock.lock();
        try {
            wakeFirst(key);
        } finally {
            lock.unlock();
        }
    }

    /** Something happened that all who wait for {@code key} have to look at. */
    void happened(String key) {
        lock.lock();
        try {
            waiting.getOrDefault(key, Map.of()).values().forEach(Runnable::run);
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirst(String key) {
        waiting.getOrDefault(key, Map.of()).values().stream().findFirst().ifPresent(Runnable::run);
    }
}
