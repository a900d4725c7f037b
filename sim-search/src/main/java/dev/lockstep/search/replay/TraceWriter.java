package dev.lockstep.search.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.lockstep.core.TraceEvent;
import dev.lockstep.search.engine.SeedRunner;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the events of runs, one JSON object a line. Used by one thread. */
public final class TraceWriter implements SeedRunner.Listener, AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final JsonGenerator json;
    private String source = "";

    /**
     * Creates or replaces a file.
     *
     * @throws IOException if it cannot be written
     */
    public TraceWriter(Path file) throws IOException {
        json = new JsonFactory()
                .createGenerator(new BufferedOutputStream(Files.newOutputStream(file), BUFFER), JsonEncoding.UTF8);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    /** Adds a key {@code file} with this value to all further events; empty for none. */
    public void source(String name) {
        source = name;
    }

    @Override
    public void event(TraceEvent event, long hash) {
        try {
            json.writeStartObject();
            if (!source.isEmpty()) {
                json.writeStringField("file", source);
            }
            json.writeNumberField("index", event.index());
            json.writeNumberField("virtualNanos", event.nanos());
            json.writeStringField("kind", event.kind().name());
            json.writeStringField("host", event.host());
            json.writeNumberField("a", event.a());
            json.writeNumberField("b", event.b());
            json.writeStringField("text", event.text());
            json.writeStringField("hash", String.format("%016x", hash));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        json.writeRaw("\n");
        json.close();
    }
}
