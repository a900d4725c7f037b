package dev.lockstep.search.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.search.explain.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of a run: a template with the run's data in its place. Deterministic: the same run gives the same bytes. */
public final class ReportPage {
    private static final String TEMPLATE = "page.html";
    private static final String TITLE = "@TITLE@";
    private static final String DATA = "@DATA@";

    private ReportPage() {}

    /** HTML that loads nothing from anywhere. */
    public static String of(Explanation explanation) {
        return template()
                .replace(TITLE, escaped(explanation.replay().loaded().file().toString()))
                .replace(DATA, json(explanation));
    }

    private static String json(Explanation explanation) {
        try {
            // No end tag of the script can be in it, whatever the texts say.
            return new ObjectMapper()
                    .writeValueAsString(ReportData.of(explanation))
                    .replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String template() {
        try (InputStream in = ReportPage.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("the report's template is not on the class path, expected " + TEMPLATE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
