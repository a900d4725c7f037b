package dev.lockstep.search.determinism;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.core.TraceKind;
import dev.lockstep.search.engine.SeedRunner;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a run finely enough to find the line of code where two runs part: a JSON object a line for each event, and one for the
 * place where each thread stopped at the end of its step, with the timer it armed there. A leak shows first where a thread stops
 * elsewhere, or for longer, than in the other run; the trace itself may take thousands of events to differ.
 */
final class StepRecorder implements SeedRunner.Listener, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final @Nullable BufferedWriter lines;
    private final Path stack;
    private final long stackAt;
    private long line;
    private long events;
    private @Nullable TraceEvent step;
    private long timer = -1;

    /**
     * Creates or replaces a file.
     *
     * @param stackAt number of the line whose stack is written in place of all lines, or -1
     */
    StepRecorder(Path output, long stackAt) throws IOException {
        this.stack = output;
        this.stackAt = stackAt;
        this.lines = stackAt < 0 ? Files.newBufferedWriter(output) : null;
    }

    @Override
    public void timer(long dueNanos) {
        timer = dueNanos;
    }

    @Override
    public void event(TraceEvent event, long hash) {
        if (step != null && !Thread.currentThread().isVirtual()) {
            stopped(step);
            step = null;
        }
        ObjectNode node = MAPPER.createObjectNode()
                .put("index", event.index())
                .put("virtualNanos", event.nanos())
                .put("kind", event.kind().name())
                .put("host", event.host())
                .put("a", event.a())
                .put("b", event.b())
                .put("text", event.text());
        write(node, () -> event.kind() == TraceKind.STEP ? stackOf(event) : Frames.here());
        events = event.index() + 1;
        if (event.kind() == TraceKind.STEP) {
            step = event;
            timer = -1;
        }
    }

    /** A step has ended; its thread waits somewhere. */
    private void stopped(TraceEvent ran) {
        List<StackTraceElement> frames = stackOf(ran);
        ObjectNode node = MAPPER.createObjectNode()
                .put("index", events)
                .put("virtualNanos", ran.nanos())
                .put("kind", "STOP")
                .put("host", ran.host())
                .put("thread", ran.a());
        if (timer >= 0) {
            node.put("timerNanos", timer);
        }
        Frames.ofCode(frames).forEach(node.putArray("at")::add);
        write(node, () -> frames);
    }

    private static List<StackTraceElement> stackOf(TraceEvent step) {
        Simulation simulation = Simulation.current();
        return simulation == null ? List.of() : simulation.stack(step.host(), step.a());
    }

    private void write(ObjectNode node, Frames.Source frames) {
        try {
            if (lines != null) {
                lines.write(MAPPER.writeValueAsString(node));
                lines.write('\n');
            } else if (line == stackAt) {
                Files.write(
                        stack,
                        frames.get().stream().map(StackTraceElement::toString).toList());
            }
            line++;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
