package dev.lockstep.node.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files like {@code kvrocks.conf}: one {@code name value} a line, {@code #} starts a comment line, a value may stand in double quotes. */
public final class ConfFile {
    private ConfFile() {}

    /**
     * The options of {@code file} in their order; of several lines for one option the last counts.
     *
     * @throws IllegalArgumentException naming the line that has no value
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int blank = line.indexOf(' ');
            if (blank < 0) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": option " + line + " has no value; expected 'name value'");
            }
            options.put(line.substring(0, blank), unquoted(line.substring(blank).strip()));
        }
        return options;
    }

    /** Puts a new file in the place of {@code file}, with every value in double quotes; the old one stays if that fails. */
    public static void write(Path file, Map<String, String> options) throws IOException {
        StringBuilder text = new StringBuilder();
        options.forEach(
                (name, value) -> text.append(name).append(" \"").append(value).append("\"\n"));
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
