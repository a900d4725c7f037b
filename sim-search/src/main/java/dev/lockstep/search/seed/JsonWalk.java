package dev.lockstep.search.seed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.search.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place in a JSON document that knows its path, so that an error can say what is wrong where. */
final class JsonWalk {
    private static final int SHOWN = 60;

    private final String file;
    private final String path;
    private final JsonNode node;

    JsonWalk(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** Checks that this is an object with these keys and no others. */
    JsonWalk object(Set<String> required, Set<String> optional) {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        Set<String> known = new TreeSet<>(required);
        known.addAll(optional);
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new BadInputException(
                        file + ": unknown key " + child(key) + ", expected one of " + String.join(", ", known));
            }
        });
        required.forEach(this::at);
        return this;
    }

    /** The value of a key that must be there. */
    JsonWalk at(String key) {
        JsonWalk value = find(key);
        if (value == null) {
            throw new BadInputException(file + ": " + child(key) + " is missing, expected a value");
        }
        return value;
    }

    /** The value of a key that may be absent. */
    @Nullable
    JsonWalk find(String key) {
        JsonNode value = node.get(key);
        return value == null ? null : new JsonWalk(file, child(key), value);
    }

    String text() {
        if (!node.isTextual()) {
            throw wrong("a text");
        }
        return node.textValue();
    }

    /** The text of a key, or empty if it is absent. */
    String textOrEmpty(String key) {
        JsonWalk value = find(key);
        return value == null ? "" : value.text();
    }

    /** A text that fits a pattern. */
    String text(String pattern, String expected) {
        String text = text();
        if (!text.matches(pattern)) {
            throw wrong(expected);
        }
        return text;
    }

    long number(long lowest) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < lowest) {
            throw wrong(lowest == Long.MIN_VALUE ? "a whole number of 64 bits" : "a whole number from " + lowest);
        }
        return node.longValue();
    }

    <T> List<T> list(Function<JsonWalk, T> element) {
        if (!node.isArray()) {
            throw wrong("a list");
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            all.add(element.apply(new JsonWalk(file, path + "[" + i + "]", node.get(i))));
        }
        return all;
    }

    <T> Map<String, T> map(Function<JsonWalk, T> value) {
        if (!node.isObject()) {
            throw wrong("an object");
        }
        Map<String, T> all = new TreeMap<>();
        node.fieldNames().forEachRemaining(key -> all.put(key, value.apply(at(key))));
        return all;
    }

    /** An error about this value. */
    BadInputException wrong(String expected) {
        String shown = node.toString();
        String actual = shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown;
        return new BadInputException(
                file + ": " + (path.isEmpty() ? "the document" : path) + " is " + actual + ", expected " + expected);
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
