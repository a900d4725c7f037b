package dev.lockstep.search.explain;

import dev.lockstep.core.ThreadStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom: chains from a thread over the holder of what it waits for to the one at the end, as lines of text. */
final class WaitGraph {
    private static final List<String> OUTSIDE =
            List.of("java.", "jdk.", "sun.", "dev.lockstep.core.", "dev.lockstep.net.");
    private static final int MOST_IDLE = 40;

    private final Map<String, ThreadStatus> threads = new LinkedHashMap<>();
    private final Moment moment;

    private WaitGraph(Moment moment) {
        this.moment = moment;
        moment.threads().forEach(t -> threads.put(name(t), t));
    }

    /** The chains first, then all other threads that have waited for a second or more, longest first. */
    static List<String> lines(Moment moment) {
        return new WaitGraph(moment).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Set<String> holders = new HashSet<>();
        threads.values().forEach(t -> holders.add(t.heldBy()));
        for (ThreadStatus thread : threads.values()) {
            if (!thread.heldBy().isEmpty() && !holders.contains(name(thread))) {
                chain(thread, "", told, lines);
            }
        }
        for (ThreadStatus thread : threads.values()) {
            if (!thread.heldBy().isEmpty() && !told.contains(name(thread))) {
                chain(thread, "", told, lines); // a circle has no end to begin at
            }
        }
        threads.values().stream()
                .filter(t -> !told.contains(name(t)) && waited(t) >= 1_000_000_000L)
                .sorted(Comparator.comparingLong(ThreadStatus::sinceNanos))
                .limit(MOST_IDLE)
                .forEach(t -> lines.add(text(t)));
        return lines;
    }

    private void chain(ThreadStatus thread, String indent, Set<String> told, List<String> lines) {
        lines.add(indent + text(thread));
        if (!told.add(name(thread))) {
            lines.set(lines.size() - 1, indent + name(thread) + ", told above");
            return;
        }
        ThreadStatus holder = threads.get(thread.heldBy());
        if (holder != null) {
            chain(holder, indent + "  ", told, lines);
        }
    }

    private String text(ThreadStatus thread) {
        StringBuilder text = new StringBuilder(name(thread));
        if (thread.state() == Thread.State.RUNNABLE) {
            return text.append(" can run").toString();
        }
        text.append(" has waited ").append(Timeline.seconds(waited(thread)));
        if (!thread.heldBy().isEmpty()) {
            text.append(" for ")
                    .append(thread.heldBy())
                    .append(" (")
                    .append(simple(thread.waitsFor()))
                    .append(')');
        }
        if (!thread.frames().isEmpty()) {
            text.append(", in ").append(where(thread));
        }
        return text.toString();
    }

    /** The JDK's method that waits, and the line of the code under test that called it. */
    private static String where(ThreadStatus thread) {
        StackTraceElement waits = thread.frames().getFirst();
        StackTraceElement called = waits;
        for (StackTraceElement frame : thread.frames()) {
            if (OUTSIDE.stream().noneMatch(frame.getClassName()::startsWith)) {
                return (called == frame ? "" : method(called) + " at ") + frame.getClassName() + "."
                        + frame.getMethodName() + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            }
            called = frame;
        }
        return method(waits);
    }

    private static String method(StackTraceElement frame) {
        return simple(frame.getClassName()) + "." + frame.getMethodName();
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private long waited(ThreadStatus thread) {
        return moment.nanos() - thread.sinceNanos();
    }

    private static String name(ThreadStatus thread) {
        return thread.host() + "/" + thread.thread();
    }
}
