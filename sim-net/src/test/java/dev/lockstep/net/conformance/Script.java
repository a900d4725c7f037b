package dev.lockstep.net.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a case saw, line by line. Its threads write to it, one after the other. */
final class Script {
    /** Something with a result that may throw. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object call() throws Exception;
    }

    /** Something that may throw. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /**
     * A line that tells how long something took.
     *
     * @param text what happened
     * @param millis how long it took by the clock of the case, ms; -1 for a line without a time
     */
    record Line(String text, long millis) {}

    private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

    /** Writes a line. */
    void say(@Nullable Object... what) {
        StringBuilder line = new StringBuilder();
        for (Object part : what) {
            line.append(line.isEmpty() ? "" : " ").append(part);
        }
        lines.add(new Line(line.toString(), -1));
    }

    /** Writes what a call returns or throws. */
    void attempt(String what, Call call) {
        lines.add(new Line(what + ": " + outcome(call), -1));
    }

    /** Writes whether an action throws. */
    void attempt(String what, Action action) {
        lines.add(new Line(what + ": " + outcome(action), -1));
    }

    /** Writes what a call returns or throws, and how long it took. */
    void timed(String what, Call call) {
        long start = System.nanoTime();
        String outcome = outcome(call);
        lines.add(new Line(what + ": " + outcome, (System.nanoTime() - start) / 1_000_000));
    }

    private static String outcome(Action action) {
        return outcome(() -> {
            action.run();
            return "done";
        });
    }

    private static String outcome(Call call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception e) {
            return e.getClass().getName() + ": " + e.getMessage();
        }
    }

    /** All lines in the order they were written. */
    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The same without times. */
    List<String> texts() {
        return lines().stream().map(Line::text).toList();
    }
}
