package dev.lockstep.search.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object on one line, its keys in the order they were put. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Adds a key; null is written as null. */
    Json put(String key, @Nullable Object value) {
        values.put(key, value instanceof Json nested ? nested.values : value);
        return this;
    }

    /** The text, without a line end. */
    @Override
    public String toString() {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object as a map. */
    Map<String, @Nullable Object> values() {
        return values;
    }
}
