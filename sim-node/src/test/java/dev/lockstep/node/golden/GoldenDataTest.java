package dev.lockstep.node.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that a real Kvrocks wrote, standalone: the node opens it and reads every key of it, and no other. */
class GoldenDataTest {
    @TempDir
    private Path dir = Path.of("");

    @Test
    void readsEveryKeyOfADirectoryOfKvrocks() throws IOException {
        unpack();
        JsonNode contents = GoldenCase.document("datadir-a.json.gz");
        try (TestNode node = TestNode.start(dir, NodeObserver.NONE);
                Client client = new Client(node.port())) {
            assertThat(node.view().latestSequence())
                    .isEqualTo(contents.get("latest_sequence").asLong());
            for (Map.Entry<String, JsonNode> key : contents.get("keys").properties()) {
                check(client, key.getKey(), key.getValue());
            }
            contents.get("not_present")
                    .forEach(key ->
                            assertThat(client.ask("EXISTS", key.asText())).isEqualTo(":0"));
            assertThat(keys(client)).isEqualTo(names(contents));
        }
    }

    private void unpack() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/golden/datadir-a.zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = dir.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private static Set<String> names(JsonNode contents) {
        Set<String> names = new TreeSet<>();
        contents.get("keys").fieldNames().forEachRemaining(name -> names.add("$" + name));
        return names;
    }

    /** All keys, by SCAN in small steps. */
    private static Set<String> keys(Client client) {
        client.ask("CONFIG", "SET", "redis-cursor-compatible", "no");
        Set<String> found = new TreeSet<>();
        String cursor = "0";
        do {
            client.send("*4\r\n$4\r\nSCAN\r\n$" + cursor.length() + "\r\n" + cursor + "\r\n$5\r\nCOUNT\r\n$1\r\n7\r\n");
            assertThat(client.line()).isEqualTo("*2");
            cursor = client.reply().substring(1);
            int count = Integer.parseInt(client.line().substring(1));
            for (int i = 0; i < count; i++) {
                assertThat(found.add(client.reply())).isTrue();
            }
        } while (!cursor.equals("0"));
        return found;
    }

    private static void check(Client client, String key, JsonNode recorded) {
        String type = recorded.get("type").asText();
        assertThat(client.ask("TYPE", key)).as(key).isEqualTo("+" + type);
        String expiry =
                recorded.get("ttl").asBoolean() ? recorded.get("expire_at_ms").asText() : "-1";
        assertThat(client.ask("PEXPIRETIME", key)).as(key).isEqualTo(":" + expiry);
        assertThat(value(client, key, type)).as(key).isEqualTo(text(recorded.get("value")));
    }

    private static String value(Client client, String key, String type) {
        return switch (type) {
            case "string" -> client.ask("GET", key);
            case "hash" -> client.ask("HGETALL", key);
            case "list" -> client.ask("LRANGE", key, "0", "-1");
            case "set" -> client.ask("SMEMBERS", key);
            case "zset" -> client.ask("ZRANGE", key, "0", "-1", "WITHSCORES");
            default -> throw new AssertionError(key + " is of type " + type);
        };
    }

    /** A recorded value as the client shows replies; pairs are written one after the other. */
    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return "$" + value.asText();
        }
        List<String> all = new ArrayList<>();
        for (JsonNode item : value) {
            if (item.isArray()) {
                item.forEach(part -> all.add("$" + part.asText()));
            } else {
                all.add("$" + item.asText());
            }
        }
        return "[" + String.join(", ", all) + "]";
    }
}
