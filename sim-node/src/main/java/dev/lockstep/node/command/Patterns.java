package dev.lockstep.node.command;

/** Redis' glob patterns: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]} and the backslash. */
final class Patterns {
    private Patterns() {}

    /** Whether all of {@code text} fits {@code pattern}; takes time in proportion to the product of their lengths. */
    static boolean fits(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
                continue;
            }
            int next = p < pattern.length() ? one(pattern, p, text.charAt(t)) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on after the item at {@code p}, or -1 if {@code c} does not fit it. */
    private static int one(String pattern, int p, char c) {
        char item = pattern.charAt(p);
        if (item == '[') {
            return set(pattern, p, c);
        }
        boolean escaped = item == '\\' && p + 1 < pattern.length();
        char wanted = escaped ? pattern.charAt(p + 1) : item;
        return wanted == c || (item == '?' && !escaped) ? p + (escaped ? 2 : 1) : -1;
    }

    private static int set(String pattern, int p, char c) {
        int i = p + 1;
        boolean not = i < pattern.length() && pattern.charAt(i) == '^';
        i += not ? 1 : 0;
        boolean found = false;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            boolean escaped = pattern.charAt(i) == '\\' && i + 1 < pattern.length();
            i += escaped ? 1 : 0;
            char low = pattern.charAt(i);
            char high = low;
            if (i + 2 < pattern.length() && pattern.charAt(i + 1) == '-' && pattern.charAt(i + 2) != ']') {
                high = pattern.charAt(i + 2);
                i += 2;
            }
            found |= c >= Math.min(low, high) && c <= Math.max(low, high);
            i++;
        }
        return found != not ? Math.min(i + 1, pattern.length()) : -1;
    }
}
