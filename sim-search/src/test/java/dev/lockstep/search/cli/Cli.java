package dev.lockstep.search.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A run of the command in this JVM.
 *
 * @param status exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Cli(int status, String out, String err) {
    static Cli run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int status = Lockstep.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Cli(status, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    JsonNode json(int line) {
        try {
            return new ObjectMapper().readTree(lines().get(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(lines().get(line), e);
        }
    }

    JsonNode lastJson() {
        return json(lines().size() - 1);
    }
}
