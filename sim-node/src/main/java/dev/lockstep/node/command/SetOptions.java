package dev.lockstep.node.command;

import java.util.Locale;

/**
 * The words after key and value of SET.
 *
 * @param onlyIfAbsent NX
 * @param onlyIfPresent XX
 * @param returnOld GET
 * @param keepTtl KEEPTTL
 * @param expireAt ms since 1970, 0 for never
 */
record SetOptions(boolean onlyIfAbsent, boolean onlyIfPresent, boolean returnOld, boolean keepTtl, long expireAt) {

    /** No such word. */
    static final SetOptions PLAIN = new SetOptions(false, false, false, false, 0);

    static SetOptions parse(Arguments words, long now) throws CommandException {
        boolean absent = false;
        boolean present = false;
        boolean old = false;
        boolean keep = false;
        long expireAt = 0;
        for (int i = 3; i < words.size(); i++) {
            String word = words.text(i).toUpperCase(Locale.ROOT);
            switch (word) {
                case "NX" -> absent = true;
                case "XX" -> present = true;
                case "GET" -> old = true;
                case "KEEPTTL" -> keep = true;
                case "EX", "PX", "EXAT", "PXAT" -> {
                    if (expireAt != 0) {
                        throw CommandException.syntax();
                    }
                    expireAt = expiry(word, words, ++i, now);
                }
                default -> throw CommandException.syntax();
            }
        }
        if ((absent && present) || (keep && expireAt != 0)) {
            throw CommandException.syntax();
        }
        return new SetOptions(absent, present, old, keep, expireAt);
    }

    private static long expiry(String unit, Arguments words, int index, long now) throws CommandException {
        if (index >= words.size()) {
            throw CommandException.err("no more item to parse");
        }
        long amount = words.integer(index);
        if (amount <= 0) {
            throw CommandException.err("out of numeric range");
        }
        return switch (unit) {
            case "EX" -> now + Math.min(amount, Long.MAX_VALUE / 4000) * 1000;
            case "PX" -> now + Math.min(amount, Long.MAX_VALUE / 4);
            case "EXAT" -> Math.min(amount, Long.MAX_VALUE / 4000) * 1000;
            default -> amount;
        };
    }
}
