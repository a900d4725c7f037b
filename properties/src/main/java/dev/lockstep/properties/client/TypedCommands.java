package dev.lockstep.properties.client;

import dev.lockstep.core.Choices;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands over all data types on a few keys that collide, some of them of the wrong type, some in a transaction. What they write is
 * compared as a whole: by the histories of masters and replicas, and by their digests.
 */
final class TypedCommands {
    private static final int KEYS = 3;
    private static final int MEMBERS = 6;
    /** One more than a master gathers before it sends (B6). */
    private static final int WIDE = 21;

    private static final int MOST_IN_TRANSACTION = 4;

    private final Choices choices;
    private final String name;
    private long written;

    /** Commands of the client called {@code name}; values are its own. */
    TypedCommands(Choices choices, String name) {
        this.choices = choices;
        this.name = name;
    }

    /** What to send next, one after the other on one connection. */
    List<String[]> next() {
        if (!shouldUseTransaction()) {
            return List.<String[]>of(command());
        }
        List<String[]> all = new ArrayList<>();
        all.add(words("MULTI"));
        int count = 1 + choices.below(MOST_IN_TRANSACTION);
        for (int i = 0; i < count; i++) {
            all.add(command());
        }
        all.add(words(shouldDiscard() ? "DISCARD" : "EXEC"));
        return all;
    }

    private boolean shouldUseTransaction() {
        return choices.chance(0.2);
    }

    private boolean shouldDiscard() {
        return choices.chance(0.1);
    }

    private boolean shouldConfuseTypes() {
        return choices.chance(0.05);
    }

    private String[] command() {
        String type = choices.oneOf(List.of("hash", "list", "set", "zset", "string"));
        String key = "{typed}" + (shouldConfuseTypes() ? "hash" : type) + choices.below(KEYS);
        return switch (type) {
            case "hash" -> hash(key);
            case "list" -> list(key);
            case "set" -> set(key);
            case "zset" -> sortedSet(key);
            default -> string(key);
        };
    }

    private String[] hash(String key) {
        return switch (choices.below(5)) {
            case 0 -> wide(key);
            case 1 -> words("HSET", key, member(), value());
            case 2 -> words("HDEL", key, member());
            case 3 -> words("HINCRBY", key, "n", "1");
            default -> words("HGETALL", key);
        };
    }

    private String[] wide(String key) {
        String[] all = new String[2 + 2 * WIDE];
        all[0] = "HSET";
        all[1] = key;
        for (int i = 0; i < WIDE; i++) {
            all[2 + 2 * i] = "f" + i;
            all[3 + 2 * i] = value();
        }
        return all;
    }

    private String[] list(String key) {
        return switch (choices.below(6)) {
            case 0, 1 -> words("RPUSH", key, value());
            case 2 -> words("LPUSH", key, value());
            case 3 -> words("LPOP", key);
            case 4 -> words("LTRIM", key, "0", "4");
            default -> words("LRANGE", key, "0", "-1");
        };
    }

    private String[] set(String key) {
        return switch (choices.below(4)) {
            case 0, 1 -> words("SADD", key, member());
            case 2 -> words("SREM", key, member());
            default -> words("SMEMBERS", key);
        };
    }

    private String[] sortedSet(String key) {
        return switch (choices.below(5)) {
            case 0, 1 -> words("ZADD", key, Integer.toString(choices.below(100)), member());
            case 2 -> words("ZINCRBY", key, "1", member());
            case 3 -> words("ZREM", key, member());
            default -> words("ZRANGE", key, "0", "-1", "WITHSCORES");
        };
    }

    private String[] string(String key) {
        return switch (choices.below(5)) {
            case 0 -> words("APPEND", key, "x");
            case 1 -> words("SETRANGE", key, "3", value());
            case 2 -> words("DEL", key);
            case 3 -> words("EXPIRE", key, Integer.toString(1 + choices.below(5)));
            default -> words("PUBLISH", "news", value());
        };
    }

    private String member() {
        return "m" + choices.below(MEMBERS);
    }

    private String value() {
        return name + "-" + ++written;
    }

    private static String[] words(String... words) {
        return words;
    }
}
