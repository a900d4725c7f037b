package dev.lockstep.core.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a case saw, line by line. Any thread of the case may write to it. */
final class Out {
    /** Something that may throw. */
    @FunctionalInterface
    interface Action {
        void run() throws Throwable;
    }

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final long tick;

    Out(long tick) {
        this.tick = tick;
    }

    /** The unit of waiting, ms: one on the real JVM, a thousand in a simulation. */
    long tick() {
        return tick;
    }

    /** The unit of waiting, ns. */
    long tickNanos() {
        return tick * 1_000_000;
    }

    /** Writes a line. */
    void say(@Nullable Object... what) {
        StringBuilder line = new StringBuilder();
        for (Object part : what) {
            line.append(line.isEmpty() ? "" : " ").append(part);
        }
        lines.add(line.toString());
    }

    /** Writes what an action throws: type and message, and the same of its cause. */
    void thrown(Action action) {
        try {
            action.run();
            say("nothing thrown");
        } catch (Throwable e) {
            Throwable cause = e.getCause();
            say(
                    e.getClass().getName(),
                    e.getMessage(),
                    cause == null ? "" : "<- " + cause.getClass().getName());
        }
    }

    /** All lines in the order they were written. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
