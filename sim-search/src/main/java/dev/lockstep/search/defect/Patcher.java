package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.defect.UnifiedDiff.FileChange;
import dev.lockstep.search.defect.UnifiedDiff.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Applies unified diffs to texts in memory. Context must match exactly; line numbers may be off. */
final class Patcher {
    private Patcher() {}

    /**
     * The files after a diff.
     *
     * @param name what errors call the diff
     * @param files texts by path
     * @throws BadInputException naming the file and the hunk that does not apply
     */
    static Map<String, String> apply(String name, UnifiedDiff diff, Map<String, String> files) {
        Map<String, String> changed = new TreeMap<>(files);
        for (FileChange change : diff.files()) {
            String after = String.join("", patched(name, change, lines(before(name, change, changed))));
            if (change.oldPath() != null) {
                changed.remove(change.oldPath());
            }
            if (change.newPath() != null) {
                changed.put(change.newPath(), after);
            } else if (!after.isEmpty()) {
                throw new BadInputException(name + ": " + change.path() + " is deleted but "
                        + lines(after).size() + " lines are left, expected none");
            }
        }
        return changed;
    }

    private static String before(String name, FileChange change, Map<String, String> files) {
        String path = change.oldPath();
        if (path == null) {
            if (files.containsKey(change.path())) {
                throw new BadInputException(name + ": " + change.path() + " exists, expected a new file");
            }
            return "";
        }
        String text = files.get(path);
        if (text == null) {
            throw new BadInputException(name + ": " + path + " does not exist, expected it among the sources");
        }
        return text;
    }

    private static List<String> patched(String name, FileChange change, List<String> old) {
        List<String> result = new ArrayList<>();
        int done = 0;
        int offset = 0;
        int number = 0;
        for (Hunk hunk : change.hunks()) {
            number++;
            int wanted = (hunk.before().isEmpty() ? hunk.start() : hunk.start() - 1) + offset;
            int at = find(old, hunk.before(), done, wanted);
            if (at < 0) {
                throw new BadInputException(name + ": hunk " + number + " (" + hunk.header() + ") of " + change.path()
                        + " does not apply, expected its old lines at or near line " + hunk.start());
            }
            offset += at - wanted;
            result.addAll(old.subList(done, at));
            result.addAll(hunk.after());
            done = at + hunk.before().size();
        }
        result.addAll(old.subList(done, old.size()));
        return result;
    }

    /** The place nearest to {@code wanted}, not before {@code from}, where a block stands; -1 if there is none. */
    private static int find(List<String> lines, List<String> block, int from, int wanted) {
        int last = lines.size() - block.size();
        if (block.isEmpty()) {
            return wanted >= from && wanted <= last ? wanted : -1;
        }
        int reach = lines.size() + Math.abs(wanted);
        for (int distance = 0; distance <= reach; distance++) {
            if (stands(lines, block, from, last, wanted - distance)) {
                return wanted - distance;
            }
            if (stands(lines, block, from, last, wanted + distance)) {
                return wanted + distance;
            }
        }
        return -1;
    }

    private static boolean stands(List<String> lines, List<String> block, int from, int last, int at) {
        return at >= from && at <= last && lines.subList(at, at + block.size()).equals(block);
    }

    /** The lines of a text, each with its line end; the last may lack one. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, next));
            start = next;
        }
        return lines;
    }
}
