package dev.lockstep.search.seed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.core.Checkpoints;
import dev.lockstep.search.Action;
import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Plan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads seed files strictly: what is unknown, missing or of a newer format is an error of one line. */
public final class SeedReader {
    private static final long MAX_BYTES = 64L << 20;
    private static final String HASH = "[0-9a-f]{16}";
    private static final String NAME = "[a-z0-9][a-z0-9.-]*";
    private static final Set<String> REQUIRED = Set.of("format", "scenario", "profile", "seed", "plan", "expect");
    private static final Set<String> OPTIONAL =
            Set.of("defects", "choices", "traceHash", "checkpoints", "codeVersion", "origin", "note");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SeedReader() {}

    /**
     * Reads a file.
     *
     * @throws BadInputException if it cannot be read or is damaged
     */
    public static SeedFile read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new BadInputException(file + " is a directory, expected a seed file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInputException(
                        file + " has " + Files.size(file) + " bytes, expected at most " + MAX_BYTES);
            }
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + " does not exist, expected a seed file", e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + " is not a text in UTF-8, expected a seed file", e);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a text; {@code file} names it in errors. */
    public static SeedFile parse(String file, String text) {
        JsonWalk root = new JsonWalk(file, "", tree(file, text));
        checkFormat(root);
        root.object(REQUIRED, OPTIONAL);
        JsonWalk defects = root.find("defects");
        return new SeedFile(
                root.at("scenario").text(NAME, "the name of a scenario"),
                root.at("profile").text(NAME, "the name of a profile"),
                defects == null ? List.of() : defects.list(d -> d.text(".+", "the id or file of a defect")),
                root.at("seed").number(Long.MIN_VALUE),
                plan(root.at("plan")),
                choices(root.find("choices")),
                expect(root.at("expect")),
                hash(root.find("traceHash")),
                checkpoints(root.find("checkpoints")),
                root.textOrEmpty("codeVersion"),
                root.textOrEmpty("origin"),
                root.textOrEmpty("note"));
    }

    private static JsonNode tree(String file, String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new BadInputException(file + ": the file is empty, expected a seed file");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr();
            throw new BadInputException(
                    file + ": damaged" + where + ", expected the JSON of a seed file: " + e.getOriginalMessage(), e);
        }
    }

    /** Before the keys: a newer format may have keys that are unknown here. */
    private static void checkFormat(JsonWalk root) {
        root.object(Set.of(), keys(root));
        long format = root.at("format").number(1);
        if (format != SeedFile.FORMAT) {
            throw root.at("format").wrong(SeedFile.FORMAT + ", the format of this version of lockstep");
        }
    }

    private static Set<String> keys(JsonWalk root) {
        return root.map(v -> "").keySet();
    }

    private static Map<String, List<Long>> choices(@Nullable JsonWalk choices) {
        return choices == null ? Map.of() : choices.map(stream -> stream.list(c -> c.number(Long.MIN_VALUE)));
    }

    private static Plan plan(JsonWalk plan) {
        plan.object(Set.of("settings", "actions"), Set.of());
        return new Plan(
                plan.at("settings").map(v -> v.number(Long.MIN_VALUE)),
                plan.at("actions").list(SeedReader::action));
    }

    private static Action action(JsonWalk action) {
        action.object(Set.of("atNanos", "kind"), Set.of("forNanos", "target", "arguments"));
        JsonWalk lasting = action.find("forNanos");
        JsonWalk arguments = action.find("arguments");
        return new Action(
                action.at("atNanos").number(0),
                lasting == null ? 0 : lasting.number(0),
                action.at("kind").text(".+", "the kind of an action"),
                action.textOrEmpty("target"),
                arguments == null ? Map.of() : arguments.map(JsonWalk::text));
    }

    private static Expect expect(JsonWalk expect) {
        expect.object(Set.of("verdict"), Set.of("property", "within"));
        String verdict = expect.at("verdict").text("pass|fail", "\"pass\" or \"fail\"");
        if (verdict.equals("pass")) {
            expect.object(Set.of("verdict"), Set.of());
            return new Expect(verdict, "", null);
        }
        JsonWalk within = expect.find("within");
        return new Expect(
                verdict,
                expect.at("property").text(NAME, "the name of an invariant"),
                within == null ? null : (Long) within.number(0));
    }

    private static Checkpoints checkpoints(@Nullable JsonWalk checkpoints) {
        if (checkpoints == null) {
            return Checkpoints.NONE;
        }
        checkpoints.object(Set.of("every", "hashes"), Set.of());
        return new Checkpoints(
                checkpoints.at("every").number(1), checkpoints.at("hashes").list(SeedReader::hash));
    }

    private static String hash(@Nullable JsonWalk hash) {
        return hash == null ? "" : hash.text(HASH, "16 hex digits in lower case");
    }
}
