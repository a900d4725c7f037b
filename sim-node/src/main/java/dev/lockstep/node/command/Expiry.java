package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import org.jspecify.annotations.Nullable;

/** The words that tell when something expires: EX, PX, EXAT, PXAT (Kvrocks ttl_util.h). */
final class Expiry {
    private static final long FAR = Long.MAX_VALUE / 4;

    private Expiry() {}

    /** Takes such words, if they come next; returns ms since 1970, or null. */
    static @Nullable Long take(Words words, Words.Exclusion exclusion) throws CommandException {
        if (words.eat("EX", exclusion)) {
            return after(words.takeLong(1, Long.MAX_VALUE), 1000);
        }
        if (words.eat("PX", exclusion)) {
            return after(words.takeLong(1, Long.MAX_VALUE), 1);
        }
        if (words.eat("EXAT", exclusion)) {
            return at(words.takeLong(1, Long.MAX_VALUE), 1000);
        }
        return words.eat("PXAT", exclusion) ? at(words.takeLong(1, Long.MAX_VALUE), 1) : null;
    }

    /** Ms since 1970, {@code amount} units from now; what would not fit is far away. */
    static long after(long amount, int unitMillis) {
        return Math.max(1, Database.now() + at(amount, unitMillis));
    }

    /** Ms since 1970; what would not fit is far away. */
    static long at(long amount, int unitMillis) {
        return Math.clamp(amount, -FAR / unitMillis, FAR / unitMillis) * unitMillis;
    }
}
