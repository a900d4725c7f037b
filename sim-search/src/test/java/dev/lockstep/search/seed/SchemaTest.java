package dev.lockstep.search.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.core.Checkpoints;
import dev.lockstep.search.Action;
import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Plan;
import dev.lockstep.search.defect.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema in seeds/ and the reader and writer say the same. */
class SchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SeedFile FULL = new SeedFile(
            "s",
            "p",
            List.of("d"),
            Long.MIN_VALUE,
            new Plan(Map.of("n", 1L), List.of(new Action(1, 2, "k", "t", Map.of("a", "b")))),
            Map.of("schedule", List.of(0L, 2L), "plan/child", List.of(-1L)),
            new Expect("fail", "x", 9L),
            "0123456789abcdef",
            new Checkpoints(16, List.of("00112233445566ff")),
            "v",
            "o",
            "n");

    private static JsonNode schema() throws IOException {
        return MAPPER.readTree(
                Files.readString(Repository.root().resolve("seeds").resolve("schema.json")));
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.textValue()));
        return texts;
    }

    @Test
    void whatIsWrittenIsRead() {
        String text = SeedWriter.text(FULL);

        assertThat(SeedReader.parse("f", text)).isEqualTo(FULL);
        assertThat(SeedWriter.text(SeedReader.parse("f", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/plan, /properties/plan",
        "/plan/actions/0, /$defs/action",
        "/expect, /properties/expect",
        "/checkpoints, /properties/checkpoints",
    })
    void keysAgree(String place, String schemaPlace) throws IOException {
        JsonNode schema = schema().at(schemaPlace);
        JsonNode written = MAPPER.readTree(SeedWriter.text(FULL));
        assertThat(keys(written.at(place))).containsExactlyElementsOf(keys(schema.get("properties")));
        assertThat(schema.get("additionalProperties").booleanValue()).isFalse();

        List<String> required = new ArrayList<>(texts(schema.get("required")));
        if (schema.has("then")) {
            required.addAll(texts(schema.get("then").get("required")));
        }
        for (String key : keys(schema.get("properties"))) {
            ObjectNode changed = written.deepCopy();
            ((ObjectNode) changed.at(place)).remove(key);
            if (required.contains(key)) {
                assertThatThrownBy(() -> SeedReader.parse("f", changed.toString()))
                        .as(key)
                        .isInstanceOf(BadInputException.class)
                        .hasMessageContaining(key + " is missing");
            } else {
                assertThat(SeedReader.parse("f", changed.toString())).as(key).isNotNull();
            }
        }
        ObjectNode more = written.deepCopy();
        ((ObjectNode) more.at(place)).put("more", 1);
        assertThatThrownBy(() -> SeedReader.parse("f", more.toString())).hasMessageContaining("unknown key");
    }
}
