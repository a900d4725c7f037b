package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Defect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads defect files: a header of {@code Key: value} lines, an empty line, a unified diff. */
public final class DefectFile {
    private static final List<String> KEYS = List.of("Id", "Title", "Upstream", "Symptom", "Breaks", "Trigger");

    private DefectFile() {}

    /**
     * Reads a file.
     *
     * @throws BadInputException if it cannot be read or is not a defect file
     */
    public static Defect read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BadInputException("defect file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new BadInputException("cannot read defect file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a text; {@code name} is what errors call it. */
    public static Defect parse(String name, String text) {
        int end = text.replace("\r\n", "\n").indexOf("\n\n");
        if (end < 0) {
            throw new BadInputException(name + ": no empty line after the header, expected one before the diff");
        }
        String unix = text.replace("\r\n", "\n");
        Map<String, String> header = header(name, unix.substring(0, end));
        String diff = unix.substring(end + 2);
        UnifiedDiff.parse(name, diff);
        return new Defect(
                value(name, header, "Id"),
                value(name, header, "Title"),
                header.getOrDefault("Upstream", ""),
                value(name, header, "Symptom"),
                value(name, header, "Breaks"),
                diff);
    }

    private static Map<String, String> header(String name, String text) {
        Map<String, String> header = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            int colon = line.indexOf(':');
            String key = colon < 0 ? "" : line.substring(0, colon);
            if (!KEYS.contains(key)) {
                throw new BadInputException(name + ": line " + number + " is '" + line
                        + "', expected 'Key: value' with one of " + String.join(", ", KEYS));
            }
            if (header.put(key, line.substring(colon + 1).strip()) != null) {
                throw new BadInputException(name + ": line " + number + " repeats " + key + ", expected it once");
            }
        }
        return header;
    }

    private static String value(String name, Map<String, String> header, String key) {
        String value = header.get(key);
        if (value == null || value.isEmpty()) {
            throw new BadInputException(name + ": the header lacks " + key + ", expected '" + key + ": value'");
        }
        return value;
    }
}
