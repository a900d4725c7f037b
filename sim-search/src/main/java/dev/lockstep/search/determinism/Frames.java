package dev.lockstep.search.determinism;

import java.util.List;
import java.util.function.Supplier;

/** Which frames of a stack are the code under test: not the JDK, not the simulation, nothing generated. */
final class Frames {
    /** Frames that are taken when they are needed. */
    interface Source extends Supplier<List<StackTraceElement>> {}

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private static final List<String> SIMULATION = List.of(
            "dev.lockstep.core.",
            "dev.lockstep.net.",
            "dev.lockstep.search.engine.",
            "dev.lockstep.search.determinism.");

    private Frames() {}

    /** The stack of the caller, without the recording. */
    static List<StackTraceElement> here() {
        return StackWalker.getInstance()
                .walk(all -> all.map(StackWalker.StackFrame::toStackTraceElement)
                        .filter(f -> !f.getClassName().startsWith("dev.lockstep.search.determinism.")
                                && !f.getClassName().startsWith("dev.lockstep.core.Trace")
                                && !f.getClassName().startsWith("dev.lockstep.search.engine.SeedRunner$"))
                        .toList());
    }

    /** The frames of the code under test, as text. */
    static List<String> ofCode(List<StackTraceElement> frames) {
        return frames.stream()
                .map(StackTraceElement::toString)
                .filter(Frames::isCode)
                .toList();
    }

    /** Whether a frame, as text, is one of the code under test. */
    static boolean isCode(String frame) {
        String name = frame.substring(frame.lastIndexOf('/', frame.indexOf('(')) + 1);
        return JDK.stream().noneMatch(name::startsWith)
                && SIMULATION.stream().noneMatch(name::startsWith)
                && !name.contains("$Proxy")
                && !name.contains("$$");
    }
}
