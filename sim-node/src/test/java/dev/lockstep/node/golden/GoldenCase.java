package dev.lockstep.node.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One recorded case: commands sent to a newly started server with an empty directory, and the replies. Strings stand for bytes, one
 * character each; {@code <PORT>} is the port of the server.
 */
record GoldenCase(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<GoldenCase> all() throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource("replies.jsonl.gz"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                cases.add(new GoldenCase(MAPPER.readTree(line)));
            }
        }
        return cases;
    }

    static JsonNode document(String name) throws IOException {
        try (InputStream in = resource(name)) {
            return MAPPER.readTree(in);
        }
    }

    private static InputStream resource(String name) throws IOException {
        return new GZIPInputStream(
                Objects.requireNonNull(GoldenCase.class.getResourceAsStream("/golden/" + name), name));
    }

    String id() {
        return json.get("id").asText();
    }

    String group() {
        return json.get("group").asText();
    }

    boolean cluster() {
        return json.get("mode").asText().equals("cluster");
    }

    /** Options the server is started with, besides the mode. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        json.path("conf")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
        return options;
    }

    /** Every command in its order, the one that counts last. */
    List<JsonNode> commands() {
        List<JsonNode> commands = new ArrayList<>();
        json.get("setup").forEach(commands::add);
        commands.add(json.has("raw_cmd") ? json.get("raw_cmd") : json.get("cmd"));
        return commands;
    }

    /** The expected replies in the order of {@link #commands}; null where the reply is not read. */
    List<JsonNode> replies(int port) {
        List<JsonNode> replies = new ArrayList<>();
        json.get("setup_replies").forEach(reply -> replies.add(located(plain(reply), port)));
        replies.add(located(plain(json.get("reply")), port));
        return replies;
    }

    /** {@code reply} without what differs from run to run. */
    JsonNode comparable(JsonNode reply) {
        JsonNode masked = reply;
        for (JsonNode pattern : json.path("mask")) {
            masked = mapped(masked, text -> text.replaceAll("(?d)" + pattern.asText(), "$1<*>"));
        }
        if (json.path("unordered").asText().equals("lines") && masked.has("bulk")) {
            ((ObjectNode) masked).put("bulk", sorted(masked.get("bulk").asText()));
        }
        return masked;
    }

    boolean same(JsonNode expected, JsonNode actual) {
        if (expected.has("int") && actual.has("int") && json.has("tolerance")) {
            long distance = expected.get("int").asLong() - actual.get("int").asLong();
            return Math.abs(distance) <= json.get("tolerance").asLong();
        }
        return comparable(expected).equals(comparable(actual));
    }

    static List<String> words(JsonNode command, int port) {
        List<String> words = new ArrayList<>();
        plain(command).forEach(word -> words.add(located(word.asText(), port)));
        return words;
    }

    static String located(String text, int port) {
        return text.replace("<PORT+10000>", Integer.toString(port + 10000)).replace("<PORT>", Integer.toString(port));
    }

    private static String sorted(String text) {
        return text.lines().sorted().map(line -> line + "\n").reduce("", String::concat);
    }

    private static JsonNode located(JsonNode reply, int port) {
        if (reply.path("int").isTextual()) {
            return JsonNodeFactory.instance.objectNode().put("int", port);
        }
        return reply.isTextual()
                ? TextNode.valueOf(located(reply.asText(), port))
                : children(reply, child -> located(child, port));
    }

    /** With long runs of one byte, which are recorded as {@code {"repeat":"x","n":70000}}, written out. */
    private static JsonNode plain(JsonNode node) {
        if (node.has("repeat")) {
            return TextNode.valueOf(
                    node.get("repeat").asText().repeat(node.get("n").asInt()));
        }
        return children(node, GoldenCase::plain);
    }

    private static JsonNode mapped(JsonNode node, java.util.function.UnaryOperator<String> change) {
        return node.isTextual()
                ? TextNode.valueOf(change.apply(node.asText()))
                : children(node, child -> mapped(child, change));
    }

    private static JsonNode children(JsonNode node, java.util.function.UnaryOperator<JsonNode> change) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> array.add(change.apply(child)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), change.apply(entry.getValue())));
            return object;
        }
        return node.isIntegralNumber() && node.canConvertToInt() ? IntNode.valueOf(node.intValue()) : node;
    }
}
