package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.defect.UnifiedDiff.FileChange;
import dev.lockstep.search.defect.UnifiedDiff.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a unified diff line by line. Used once, by one thread. */
final class DiffReader {
    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
    private static final List<String> REFUSED = List.of("rename from", "copy from", "GIT binary patch", "Binary files");
    private static final String NO_NEWLINE = "\\ No newline";

    private final String name;
    private final List<String> lines;
    private int next;

    DiffReader(String name, String text) {
        this.name = name;
        // Not String.lines(): a carriage return belongs to the line.
        this.lines = text.isEmpty()
                ? List.of()
                : List.of(text.replaceFirst("\n$", "").split("\n", -1));
    }

    List<FileChange> files() {
        List<FileChange> files = new ArrayList<>();
        while (next < lines.size()) {
            String line = lines.get(next);
            if (line.startsWith("--- ")) {
                files.add(file());
            } else if (line.startsWith("@@")) {
                throw wrong("'--- a/...' before the first hunk");
            } else if (REFUSED.stream().anyMatch(line::startsWith)) {
                throw wrong("changes of text only, no renamed, copied or binary files");
            } else {
                next++;
            }
        }
        return files;
    }

    private FileChange file() {
        String oldPath = path("--- ", "a/");
        if (next == lines.size() || !lines.get(next).startsWith("+++ ")) {
            throw wrong("'+++ b/...'");
        }
        String newPath = path("+++ ", "b/");
        List<Hunk> hunks = new ArrayList<>();
        while (next < lines.size() && lines.get(next).startsWith("@@")) {
            hunks.add(hunk());
        }
        if (hunks.isEmpty()) {
            throw wrong("a hunk '@@ -line,count +line,count @@'");
        }
        if (oldPath == null && newPath == null) {
            throw wrong("a file that is not /dev/null on both sides");
        }
        return new FileChange(oldPath, newPath, hunks);
    }

    private @Nullable String path(String start, String prefix) {
        String text = lines.get(next).substring(start.length());
        int tab = text.indexOf('\t');
        String path = tab < 0 ? text : text.substring(0, tab);
        if (!path.equals("/dev/null") && !path.startsWith(prefix)) {
            throw wrong("'" + start + prefix + "...' or '" + start + "/dev/null'");
        }
        next++;
        return path.equals("/dev/null") ? null : path.substring(prefix.length());
    }

    private Hunk hunk() {
        String header = lines.get(next);
        Matcher m = HUNK.matcher(header);
        if (!m.matches()) {
            throw wrong("'@@ -line,count +line,count @@'");
        }
        next++;
        int oldLeft = count(m.group(2));
        int newLeft = count(m.group(4));
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        while (before.size() < oldLeft || after.size() < newLeft) {
            line(header, before, after);
        }
        if (before.size() != oldLeft || after.size() != newLeft) {
            throw wrong(oldLeft + " old and " + newLeft + " new lines in hunk " + header);
        }
        return new Hunk(header, Integer.parseInt(m.group(1)), before, after);
    }

    private void line(String header, List<String> before, List<String> after) {
        if (next == lines.size()) {
            throw wrong("more lines in hunk " + header);
        }
        String line = lines.get(next);
        char kind = line.isEmpty() ? ' ' : line.charAt(0);
        String content = (line.isEmpty() ? "" : line.substring(1)) + "\n";
        switch (kind) {
            case ' ' -> {
                before.add(content);
                after.add(content);
            }
            case '-' -> before.add(content);
            case '+' -> after.add(content);
            case '\\' -> throw wrong("this mark after the last line of a file only");
            default -> throw wrong("a line of hunk " + header + " that begins with ' ', '-' or '+'");
        }
        next++;
        noNewline(kind, before, after);
    }

    /** A mark may follow the last old line while new lines are still to come. */
    private void noNewline(char kind, List<String> before, List<String> after) {
        if (next < lines.size() && lines.get(next).startsWith(NO_NEWLINE)) {
            if (kind != '+') {
                cutLast(before);
            }
            if (kind != '-') {
                cutLast(after);
            }
            next++;
        }
    }

    private static void cutLast(List<String> side) {
        String last = side.removeLast();
        side.add(last.substring(0, last.length() - 1));
    }

    private static int count(@Nullable String text) {
        return text == null ? 1 : Integer.parseInt(text);
    }

    private BadInputException wrong(String expected) {
        String found = next < lines.size()
                ? "line " + (next + 1) + " of the diff is '" + lines.get(next) + "'"
                : "the diff ends after line " + lines.size();
        return new BadInputException(name + ": " + found + ", expected " + expected);
    }
}
