package dev.lockstep.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of all options of one node. Readable from any thread at any time; changed only under the exclusive work lock. A change
 * replaces the whole map, so that a reader never waits.
 */
public final class NodeConfig {
    /** What {@code slaveof} is after SLAVEOF NO ONE. */
    public static final String NO_MASTER = "no one";

    private static final long LAST_PORT = 65_535;
    /** SLAVEOF takes any 32-bit number, and CONFIG REWRITE keeps it. */
    private static final long LAST_KEPT_PORT = 0xFFFF_FFFFL;

    private volatile Map<Option, String> values;

    private NodeConfig(Map<Option, String> values) {
        this.values = values;
    }

    /**
     * The defaults, overridden by {@code given}.
     *
     * @throws IllegalArgumentException for an unknown option or a value outside of its range, in one line
     */
    public static NodeConfig of(Map<String, String> given) {
        return of(given, LAST_PORT);
    }

    private static NodeConfig of(Map<String, String> given, long lastPort) {
        Map<Option, String> values = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            values.put(option, option.initial());
        }
        given.forEach((key, value) -> {
            Option option = Option.named(key);
            if (option == null) {
                throw new IllegalArgumentException("option " + key + " = '" + value + "': no such option");
            }
            if (option.refusal(value) != null) {
                throw new IllegalArgumentException(
                        "option " + option.key() + " = '" + value + "': expected " + option.expected());
            }
            values.put(option, value);
        });
        checkMaster(values, lastPort);
        return new NodeConfig(values);
    }

    /**
     * The same with what {@link #rewrite} left in the directory of the node; {@code given} goes before it.
     *
     * @throws IllegalArgumentException also if the file cannot be read
     */
    public static NodeConfig restored(Map<String, String> given) {
        NodeConfig plain = of(given);
        Path kept = plain.keptFile();
        if (!Files.exists(kept)) {
            return plain;
        }
        try {
            Map<String, String> merged = new LinkedHashMap<>(ConfFile.read(kept));
            merged.putAll(given);
            return of(merged, LAST_KEPT_PORT);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + kept + ": " + e.getMessage(), e);
        }
    }

    /** Keeps all values that are not the defaults for the next start. */
    public void rewrite() throws IOException {
        Map<String, String> changed = new TreeMap<>();
        boolean cluster = yes(Option.CLUSTER_ENABLED); // Its role stands in nodes.conf.
        values.forEach((option, value) -> {
            if (option != Option.DIR && !value.equals(option.initial()) && !(cluster && option == Option.SLAVEOF)) {
                changed.put(option.key(), value);
            }
        });
        Files.createDirectories(dir());
        ConfFile.write(keptFile(), changed);
    }

    private Path keptFile() {
        return dir().resolve("kvrocks.conf");
    }

    private static void checkMaster(Map<Option, String> values, long lastPort) {
        String master = values.getOrDefault(Option.SLAVEOF, "");
        if (master.isEmpty() || master.equals(NO_MASTER)) {
            return;
        }
        String[] words = master.split(" ", -1);
        if (words.length != 2 || !words[1].matches("[0-9]{1,10}") || Long.parseLong(words[1]) > lastPort) {
            throw new IllegalArgumentException("option slaveof = '" + master + "': expected a host and a port");
        }
    }

    /** The value of {@code option} as it would be configured. */
    public String text(Option option) {
        return values.getOrDefault(option, option.initial());
    }

    /** The value of an option that takes integers. */
    public long number(Option option) {
        return Long.parseLong(text(option));
    }

    /** The value of an option that takes integers and fits in 32 bits. */
    public int integer(Option option) {
        return Math.toIntExact(number(option));
    }

    /** The value of an option that takes yes or no. */
    public boolean yes(Option option) {
        return text(option).equals("yes");
    }

    /** The directory of everything the node keeps. */
    public Path dir() {
        return Path.of(text(Option.DIR));
    }

    /** The address to listen on. */
    public String host() {
        return text(Option.BIND).split(" ", -1)[0];
    }

    /** The port this node tells others. */
    public int announcedPort() {
        int announced = integer(Option.REPLICA_ANNOUNCE_PORT);
        return announced == 0 ? integer(Option.PORT) : announced;
    }

    /** Whether the node speaks what came after the recorded server. */
    public boolean newerProtocol() {
        return number(Option.PROTOCOL_LEVEL) > 0;
    }

    /** The waits and ticks of replication, as they are now. */
    public ReplicationTimings timings() {
        return ReplicationTimings.of(this);
    }

    /** Sets an option that only the node itself changes. */
    public synchronized void force(Option option, String value) {
        Map<Option, String> changed = new EnumMap<>(values);
        changed.put(option, value);
        values = changed;
    }

    /**
     * Sets an option for CONFIG SET.
     *
     * @return null, or why not, in Kvrocks' words
     */
    public @Nullable String set(String key, String value) {
        Option option = Option.named(key);
        if (option == null || !option.settable()) {
            return "CONFIG SET '" + key + "' error: Unsupported CONFIG parameter: " + key;
        }
        String refusal = option.refusal(value);
        if (refusal != null) {
            return "CONFIG SET '" + key + "' error: failed to set new value: " + refusal;
        }
        force(option, value);
        return null;
    }

    /** Names and values, one after the other, of all options whose name fits the glob {@code pattern} with {@code *} and {@code ?}, sorted. */
    public List<String> matching(String pattern) {
        List<Option> found = new ArrayList<>();
        for (Option option : Option.values()) {
            boolean named = option.key().equalsIgnoreCase(pattern);
            if (named || (option.shown() && Glob.fits(pattern, option.key()))) {
                found.add(option);
            }
        }
        found.sort((a, b) -> a.key().compareTo(b.key()));
        List<String> pairs = new ArrayList<>();
        for (Option option : found) {
            pairs.add(option.key());
            pairs.add(text(option));
        }
        return pairs;
    }
}
