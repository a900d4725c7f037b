package dev.lockstep.search.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Writes seed files: always the same bytes for the same seed file, one key a line, never half a file. */
public final class SeedWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private SeedWriter() {}

    /**
     * Writes a file: completely, or not at all.
     *
     * @throws IOException if it cannot be written; nothing is left behind then
     */
    public static void write(SeedFile seed, Path file) throws IOException {
        AtomicFile.write(file, text(seed));
    }

    /** The text of a seed file. */
    public static String text(SeedFile seed) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", SeedFile.FORMAT).put("scenario", seed.scenario()).put("profile", seed.profile());
        seed.defects().forEach(root.putArray("defects")::add);
        root.put("seed", seed.seed());
        root.set("plan", plan(seed.plan()));
        if (!seed.choices().isEmpty()) {
            ObjectNode choices = root.putObject("choices");
            seed.choices().forEach((stream, values) -> values.forEach(choices.putArray(stream)::add));
        }
        ObjectNode expect =
                root.putObject("expect").put("verdict", seed.expect().verdict());
        putText(expect, "property", seed.expect().property());
        if (seed.expect().within() != null) {
            expect.put("within", seed.expect().within());
        }
        putText(root, "traceHash", seed.traceHash());
        if (!seed.checkpoints().hashes().isEmpty()) {
            ObjectNode checkpoints = root.putObject("checkpoints");
            checkpoints.put("every", seed.checkpoints().every());
            seed.checkpoints().hashes().forEach(checkpoints.putArray("hashes")::add);
        }
        putText(root, "codeVersion", seed.codeVersion());
        putText(root, "origin", seed.origin());
        putText(root, "note", seed.note());
        try {
            return WRITER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode plan(Plan plan) {
        ObjectNode node = MAPPER.createObjectNode();
        plan.settings().forEach(node.putObject("settings")::put);
        var actions = node.putArray("actions");
        plan.actions().forEach(a -> actions.add(action(a)));
        return node;
    }

    private static ObjectNode action(Action action) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("atNanos", action.atNanos())
                .put("forNanos", action.forNanos())
                .put("kind", action.kind())
                .put("target", action.target());
        action.arguments().forEach(node.putObject("arguments")::put);
        return node;
    }

    private static void putText(ObjectNode node, String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }
}
