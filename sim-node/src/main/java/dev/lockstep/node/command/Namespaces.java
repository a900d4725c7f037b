package dev.lockstep.node.command;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.data.KeyLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Namespaces by the tokens that open them (Kvrocks namespace.cc). Any thread. */
public final class Namespaces {
    private static final int LONGEST = 255;

    private final NodeConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, String> byToken = new TreeMap<>();

    /** Those that {@code config} names. */
    public Namespaces(NodeConfig config) {
        this.config = config;
    }

    /** The namespace that {@code token} opens, or null. */
    @Nullable
    String ofToken(String token) {
        lock.lock();
        try {
            return byToken.get(token);
        } finally {
            lock.unlock();
        }
    }

    /** The token of a namespace, or null. */
    @Nullable
    String tokenOf(String namespace) {
        if (namespace.equals(KeyLayout.DEFAULT_NAMESPACE)) {
            return config.text(Option.REQUIREPASS);
        }
        return all().entrySet().stream()
                .filter(entry -> entry.getValue().equals(namespace))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** All namespaces by their tokens, without the default one. */
    Map<String, String> all() {
        lock.lock();
        try {
            return new TreeMap<>(byToken);
        } finally {
            lock.unlock();
        }
    }

    void add(String namespace, String token) throws CommandException {
        if (config.text(Option.REQUIREPASS).isEmpty()) {
            throw CommandException.err("forbidden to add namespace when requirepass was empty");
        }
        if (config.yes(Option.CLUSTER_ENABLED)) {
            throw CommandException.err("forbidden to add namespace when cluster mode was enabled");
        }
        if (namespace.equals(KeyLayout.DEFAULT_NAMESPACE)) {
            throw CommandException.err("forbidden to add the default namespace");
        }
        checkName(namespace);
        lock.lock();
        try {
            checkToken(token);
            if (byToken.containsValue(namespace)) {
                throw CommandException.err("the namespace already exists");
            }
            byToken.put(token, namespace);
        } finally {
            lock.unlock();
        }
    }

    void set(String namespace, String token) throws CommandException {
        if (namespace.equals(KeyLayout.DEFAULT_NAMESPACE)) {
            throw CommandException.err("forbidden to update the default namespace");
        }
        lock.lock();
        try {
            checkToken(token);
            if (!byToken.containsValue(namespace)) {
                throw CommandException.err("the namespace was not found");
            }
            byToken.values().removeIf(namespace::equals);
            byToken.put(token, namespace);
        } finally {
            lock.unlock();
        }
    }

    void delete(String namespace) throws CommandException {
        if (namespace.equals(KeyLayout.DEFAULT_NAMESPACE)) {
            throw CommandException.err("forbidden to delete the default namespace");
        }
        lock.lock();
        try {
            if (!byToken.values().removeIf(namespace::equals)) {
                throw CommandException.err("the namespace was not found");
            }
        } finally {
            lock.unlock();
        }
    }

    private static void checkName(String namespace) throws CommandException {
        if (namespace.isEmpty() || namespace.length() > LONGEST) {
            throw CommandException.err("size exceed limit " + LONGEST);
        }
        if (namespace.endsWith("\u007f")) {
            throw CommandException.err("namespace contain illegal letter");
        }
    }

    private void checkToken(String token) throws CommandException {
        if (byToken.containsKey(token)) {
            throw CommandException.err("the token already exists");
        }
        if (token.equals(config.text(Option.REQUIREPASS)) || token.equals(config.text(Option.MASTERAUTH))) {
            throw CommandException.err("the token is duplicated with requirepass or masterauth");
        }
    }
}
