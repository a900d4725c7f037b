package dev.lockstep.search.defect;

import java.util.ArrayList;
import java.util.List;

/** Makes unified diffs, for tests. */
final class Diffs {
    private static final int CONTEXT = 3;

    private Diffs() {}

    private record Edit(char kind, int oldLine, int newLine, String text) {}

    /** The diff of {@code git diff} between two texts that differ. */
    static String diff(String path, String before, String after) {
        List<Edit> edits = edits(Patcher.lines(before), Patcher.lines(after));
        StringBuilder text = new StringBuilder("diff --git a/" + path + " b/" + path + "\nindex 1..2 100644\n");
        text.append("--- a/").append(path).append("\n+++ b/").append(path).append('\n');
        int i = 0;
        while (i < edits.size()) {
            if (edits.get(i).kind() == ' ') {
                i++;
                continue;
            }
            int start = Math.max(0, i - CONTEXT);
            int end = i;
            for (int j = i; j < edits.size() && j - end <= 2 * CONTEXT; j++) {
                end = edits.get(j).kind() == ' ' ? end : j + 1;
            }
            end = Math.min(edits.size(), end + CONTEXT);
            hunk(text, edits.subList(start, end));
            i = end;
        }
        return text.toString();
    }

    private static void hunk(StringBuilder text, List<Edit> edits) {
        long old = edits.stream().filter(e -> e.kind() != '+').count();
        long now = edits.stream().filter(e -> e.kind() != '-').count();
        int oldStart = edits.getFirst().oldLine() + (old == 0 ? 0 : 1);
        int newStart = edits.getFirst().newLine() + (now == 0 ? 0 : 1);
        text.append("@@ -").append(oldStart).append(',').append(old);
        text.append(" +").append(newStart).append(',').append(now).append(" @@ some method\n");
        for (Edit edit : edits) {
            text.append(edit.kind()).append(edit.text());
            if (!edit.text().endsWith("\n")) {
                text.append("\n\\ No newline at end of file\n");
            }
        }
    }

    /** By the longest common subsequence. */
    private static List<Edit> edits(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Edit> edits = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                edits.add(new Edit(' ', i, j, before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                edits.add(new Edit('-', i, j, before.get(i++)));
            } else {
                edits.add(new Edit('+', i, j, after.get(j++)));
            }
        }
        return edits;
    }
}
