package dev.lockstep.node.config;

import java.util.Locale;

/** Patterns of CONFIG GET: {@code *} stands for any text, {@code ?} for one character; case does not matter. */
final class Glob {
    private Glob() {}

    static boolean fits(String pattern, String text) {
        return fits(pattern.toLowerCase(Locale.ROOT).replaceAll("\\*+", "*"), 0, text, 0);
    }

    private static boolean fits(String pattern, int p, String text, int t) {
        if (p == pattern.length()) {
            return t == text.length();
        }
        if (pattern.charAt(p) == '*') {
            return fits(pattern, p + 1, text, t) || (t < text.length() && fits(pattern, p, text, t + 1));
        }
        boolean same = t < text.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t));
        return same && fits(pattern, p + 1, text, t + 1);
    }
}
