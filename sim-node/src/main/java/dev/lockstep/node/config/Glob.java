package dev.lockstep.node.config;

import java.util.Locale;

/** Patterns of CONFIG GET: {@code *} stands for any text, {@code ?} for one character; case does not matter. */
final class Glob {
    private Glob() {}

    static boolean fits(String pattern, String text) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return text.length() == last.length() && startsWith(text, 0, last);
        }
        int at = parts[0].length();
        if (!startsWith(text, 0, parts[0])) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            while (at < text.length() && !startsWith(text, at, parts[i])) {
                at++;
            }
            at += parts[i].length();
        }
        return at + last.length() <= text.length() && startsWith(text, text.length() - last.length(), last);
    }

    private static boolean startsWith(String text, int from, String part) {
        boolean fits = from + part.length() <= text.length();
        for (int i = 0; fits && i < part.length(); i++) {
            fits = part.charAt(i) == '?' || part.charAt(i) == text.charAt(from + i);
        }
        return fits;
    }
}
