package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import dev.lockstep.node.store.BatchReader;
import dev.lockstep.node.store.ColumnFamily;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Who listens to which channels and patterns of channels. Any thread. */
public final class PubSub {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<Session>> channels = new TreeMap<>();
    private final Map<String, Set<Session>> patterns = new TreeMap<>();

    /** Nobody listens. */
    public PubSub() {}

    void subscribe(Session session, String channel, boolean pattern) {
        lock.lock();
        try {
            of(pattern).computeIfAbsent(channel, each -> new LinkedHashSet<>()).add(session);
            (pattern ? session.patterns() : session.channels()).add(channel);
            session.countSubscriptions();
        } finally {
            lock.unlock();
        }
    }

    void unsubscribe(Session session, String channel, boolean pattern) {
        lock.lock();
        try {
            Set<Session> listeners = of(pattern).get(channel);
            if (listeners != null && listeners.remove(session) && listeners.isEmpty()) {
                of(pattern).remove(channel);
            }
            (pattern ? session.patterns() : session.channels()).remove(channel);
            session.countSubscriptions();
        } finally {
            lock.unlock();
        }
    }

    /** The client listens to nothing any more. */
    public void forget(Session session) {
        List.copyOf(session.channels()).forEach(channel -> unsubscribe(session, channel, false));
        List.copyOf(session.patterns()).forEach(pattern -> unsubscribe(session, pattern, true));
    }

    /** Sends a message to all who listen; returns how many copies were sent. */
    public int publish(byte[] channel, byte[] message) {
        String name = new String(channel, StandardCharsets.ISO_8859_1);
        lock.lock();
        try {
            Set<Session> direct = channels.getOrDefault(name, Set.of());
            direct.forEach(session -> session.connection().push(message("message", null, channel, message)));
            int sent = direct.size();
            for (Map.Entry<String, Set<Session>> entry : patterns.entrySet()) {
                if (Patterns.fits(entry.getKey(), name)) {
                    byte[] copy = message("pmessage", entry.getKey(), channel, message);
                    entry.getValue().forEach(session -> session.connection().push(copy));
                    sent += entry.getValue().size();
                }
            }
            return sent;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the messages that a batch of the master's brought. */
    public void publishAll(byte[] batch) {
        if (channelCount() + patterns() == 0) {
            return;
        }
        BatchReader.forEach(batch, (kind, family, channel, message) -> {
            if (family == ColumnFamily.PUBSUB && kind == BatchReader.Kind.PUT) {
                publish(channel, message);
            }
        });
    }

    private static byte[] message(
            String kind, @org.jspecify.annotations.Nullable String pattern, byte[] channel, byte[] message) {
        RespWriter out = new RespWriter();
        out.array(pattern == null ? 3 : 4);
        out.bulk(kind);
        if (pattern != null) {
            out.bulk(pattern);
        }
        out.bulk(channel);
        out.bulk(message);
        return out.take();
    }

    /** The channels somebody listens to that fit {@code pattern}. */
    List<String> channels(String pattern) {
        lock.lock();
        try {
            return channels.keySet().stream()
                    .filter(channel -> Patterns.fits(pattern, channel))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many clients listen to a channel. */
    int listeners(String channel) {
        lock.lock();
        try {
            return channels.getOrDefault(channel, Set.of()).size();
        } finally {
            lock.unlock();
        }
    }

    /** How many patterns there are. */
    int patterns() {
        lock.lock();
        try {
            return patterns.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many channels there are. */
    int channelCount() {
        lock.lock();
        try {
            return channels.size();
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Set<Session>> of(boolean pattern) {
        return pattern ? patterns : channels;
    }
}
