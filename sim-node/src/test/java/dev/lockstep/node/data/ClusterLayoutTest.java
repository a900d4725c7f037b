package dev.lockstep.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.TestNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In cluster mode the two bytes of the slot, high one first, stand between namespace and user key, of metadata as of elements; foo is in slot
 * 12182 (2f96), bar in 5061 (13c5). A directory that was written so opens and is read key by key.
 */
class ClusterLayoutTest {
    private static final String SPACE = "0b" + hex("__namespace");
    private static final String[] TYPES = {"string", "hash", "list", "set", "zset"};

    @TempDir
    private Path dir = Path.of("");

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private TestNode start() {
        TestNode node = TestNode.start(dir.resolve("n"), NodeObserver.NONE, "cluster-enabled", "yes");
        node.ask("CLUSTERX", "SETNODES", "a".repeat(40) + " 127.0.0.1 " + node.port() + " master - 0-16383", "1");
        return node;
    }

    @Test
    void theSlotStandsBehindTheNamespace() {
        try (TestNode node = start()) {
            node.ask("SET", "foo", "v");
            node.ask("HSET", "{bar}h", "f", "v");
            node.ask("ZADD", "{bar}z", "0", "m");
            Map<String, String> entries = entries(node);
            assertThat(entries).containsEntry("1 " + SPACE + "2f96" + hex("foo"), "81" + "0".repeat(16) + hex("v"));
            String hash = version(entries, "1 " + SPACE + "13c5" + hex("{bar}h"));
            String zset = version(entries, "1 " + SPACE + "13c5" + hex("{bar}z"));
            assertThat(entries)
                    .containsEntry("0 " + element("{bar}h", hash) + hex("f"), hex("v"))
                    .containsEntry("0 " + element("{bar}z", zset) + hex("m"), "8" + "0".repeat(15))
                    .containsEntry("2 " + element("{bar}z", zset) + "8" + "0".repeat(15) + hex("m"), "")
                    .hasSize(6);
        }
    }

    private static String element(String user, String version) {
        return SPACE + "13c5" + String.format("%08x", user.length()) + hex(user) + version;
    }

    /** The eight bytes behind flags and expiry. */
    private static String version(Map<String, String> entries, String key) {
        assertThat(entries).containsKey(key);
        return entries.getOrDefault(key, "").substring(18, 34);
    }

    private static Map<String, String> entries(TestNode node) {
        Map<String, String> all = new TreeMap<>();
        HexFormat hex = HexFormat.of();
        node.view()
                .forEachEntry((family, key, value) -> all.put(family + " " + hex.formatHex(key), hex.formatHex(value)));
        return all;
    }

    @Test
    void everyTypeIsReadAgainAfterARestart() {
        try (TestNode node = start()) {
            for (int i = 0; i < 20; i++) {
                node.ask("SET", "string" + i, "v" + i);
                node.ask("HSET", "hash" + i, "f", "" + i, "g", "x");
                node.ask("RPUSH", "list" + i, "a", "b" + i);
                node.ask("LPUSH", "list" + i, "c");
                node.ask("SADD", "set" + i, "m", "n" + i);
                node.ask("ZADD", "zset" + i, "-1.5", "m", "" + i, "n");
                node.ask("PEXPIREAT", TYPES[i % TYPES.length] + i, "9999999999999");
            }
            node.ask("COMPACT");
            node.ask("SET", "string0", "later");
        }
        try (TestNode node = start()) {
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                assertThat(node.ask("GET", "string" + i)).isEqualTo(i == 0 ? "$later" : "$v" + i);
                assertThat(node.ask("HGETALL", "hash" + i)).isEqualTo("[$f, $" + i + ", $g, $x]");
                assertThat(node.ask("LRANGE", "list" + i, "0", "-1")).isEqualTo("[$c, $a, $b" + i + "]");
                assertThat(node.ask("SMEMBERS", "set" + i)).isEqualTo("[$m, $n" + i + "]");
                assertThat(node.ask("ZRANGE", "zset" + i, "0", "-1")).isEqualTo("[$m, $n]");
                String expiring = TYPES[i % TYPES.length] + i;
                assertThat(node.ask("PEXPIRETIME", expiring))
                        .isEqualTo(expiring.equals("string0") ? ":-1" : ":9999999999999");
                for (String type : TYPES) {
                    names.add("$" + type + i);
                }
            }
            String keys = node.ask("KEYS", "*");
            assertThat(new TreeSet<>(java.util.List.of(
                            keys.substring(1, keys.length() - 1).split(", ", -1))))
                    .isEqualTo(names);
            assertThat(node.ask("KEYS", "zset1*")).contains("$zset10").doesNotContain("zset2");
        }
    }
}
