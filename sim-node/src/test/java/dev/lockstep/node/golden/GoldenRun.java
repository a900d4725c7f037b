package dev.lockstep.node.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Client;
import dev.lockstep.node.testing.TestNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one case against a new node. */
final class GoldenRun {
    private final GoldenCase recorded;
    private final int port = Client.freePort();
    private final Map<String, GoldenConnection> connections = new LinkedHashMap<>();

    private GoldenRun(GoldenCase recorded) {
        this.recorded = recorded;
    }

    /** Null if all replies are as recorded, or the first difference. */
    static @Nullable String difference(GoldenCase recorded, Path dir) throws IOException, InterruptedException {
        return new GoldenRun(recorded).run(dir);
    }

    private @Nullable String run(Path dir) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("workers", "1"));
        if (recorded.cluster()) {
            options.addAll(List.of("cluster-enabled", "yes"));
        }
        recorded.options().forEach((key, value) -> options.addAll(List.of(key, value)));
        TestNode node = TestNode.start(port, dir, NodeObserver.NONE, options.toArray(String[]::new));
        try {
            return firstDifference();
        } finally {
            node.close();
            for (GoldenConnection connection : connections.values()) {
                connection.close();
            }
        }
    }

    private @Nullable String firstDifference() throws IOException, InterruptedException {
        connection("@1");
        List<JsonNode> commands = recorded.commands();
        List<JsonNode> replies = recorded.replies(port);
        for (int i = 0; i < commands.size(); i++) {
            boolean last = i == commands.size() - 1;
            JsonNode actual = ask(commands.get(i), replies.get(i), last);
            if (actual != null && !recorded.same(replies.get(i), actual)) {
                return "command " + i + " " + shortened(commands.get(i)) + "\n  recorded "
                        + shortened(recorded.comparable(replies.get(i))) + "\n  actual   "
                        + shortened(recorded.comparable(actual));
            }
        }
        return null;
    }

    private @Nullable JsonNode ask(JsonNode command, JsonNode expected, boolean last)
            throws IOException, InterruptedException {
        if (command.isTextual()) {
            connection("@1").sendRaw(GoldenCase.located(command.asText(), port));
            return connection("@1").raw(expected);
        }
        List<String> words = GoldenCase.words(command, port);
        if (words.getFirst().equals("@sleep")) {
            // Time that passed on the recorded server: keys expire in it, replicas are fed.
            Thread.sleep(Long.parseLong(words.get(1)));
            return null;
        }
        boolean named = words.getFirst().matches("@\\d");
        GoldenConnection connection = connection(named ? words.getFirst() : "@1");
        connection.send(named ? words.subList(1, words.size()) : words);
        return expected.isNull() ? null : answer(connection, expected, last);
    }

    private static JsonNode answer(GoldenConnection connection, JsonNode expected, boolean last) throws IOException {
        try {
            if (expected.has("raw") && last) {
                return connection.raw(expected);
            }
            JsonNode reply = connection.reply();
            if (last && expected.has("frames")) {
                ((ObjectNode) reply)
                        .set("frames", connection.frames(expected.get("frames").size()));
            }
            if (last && expected.has("closed") && connection.closes()) {
                ((ObjectNode) reply).put("closed", true);
            }
            return reply;
        } catch (EOFException e) {
            return JsonNodeFactory.instance.objectNode().put("closed", true);
        } catch (java.net.SocketTimeoutException e) {
            return JsonNodeFactory.instance.objectNode().put("silent", true);
        }
    }

    private GoldenConnection connection(String name) throws IOException {
        GoldenConnection known = connections.get(name);
        if (known == null) {
            known = new GoldenConnection(port);
            connections.put(name, known);
        }
        return known;
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= 700 ? text : text.substring(0, 700) + "...";
    }
}
