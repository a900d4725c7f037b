package dev.lockstep.search.engine;

import dev.lockstep.core.Violation;
import dev.lockstep.search.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A broken promise.
 *
 * @param property its name
 * @param message one line
 * @param atNanos virtual time, ns
 */
record Failure(String property, String message, long atNanos) {
    /** How sim-core begins the text of a violation that is an exception nobody caught. */
    private static final String UNCAUGHT_TEXT = "uncaught ";

    static Failure of(Violation violation) {
        String property = violation.what().startsWith(UNCAUGHT_TEXT) ? Outcome.UNCAUGHT : Outcome.DETERMINISM;
        return new Failure(property, line(violation.toString()), violation.nanos());
    }

    static Failure of(Throwable error, long atNanos) {
        return new Failure(Outcome.SCENARIO, line(error.toString() + at(error)), atNanos);
    }

    /** The one that came first; of two at the same time, {@code a}. */
    static @Nullable Failure earlier(@Nullable Failure a, @Nullable Failure b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.atNanos < a.atNanos ? b : a;
    }

    private static String at(Throwable error) {
        return error.getStackTrace().length == 0 ? "" : " at " + error.getStackTrace()[0];
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\R+", " / ");
    }
}
