package dev.lockstep.search.determinism;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a child JVM does.
 *
 * @param classPath further class path elements, as for {@code --classpath}
 * @param scenario name of the scenario
 * @param profile name of the profile
 * @param defects ids or files
 * @param isolated whether every run loads the code under test anew
 * @param seeds run in this order
 * @param recorded the place in {@code seeds} whose run is written down, or -1 for none
 * @param stackAt the line of that recording whose stack is written in its place, or -1
 * @param hashes file that gets a line per seed: seed, hash, events
 * @param output file that gets the recording or the stack
 */
record ChildTask(
        List<String> classPath,
        String scenario,
        String profile,
        List<String> defects,
        boolean isolated,
        List<Long> seeds,
        int recorded,
        long stackAt,
        String hashes,
        String output) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static ChildTask parse(String json) {
        try {
            return MAPPER.readValue(json, ChildTask.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    String json() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
