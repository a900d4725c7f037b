package dev.lockstep.search.cli;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.explore.Finding;
import dev.lockstep.search.explore.SearchOptions;
import dev.lockstep.search.explore.Summary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a search prints. Safe for many threads; the summary is printed once. */
final class SearchReport {
    private final SearchOptions options;
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;
    private boolean ended;

    SearchReport(SearchOptions options, boolean json, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.json = json;
        this.out = out;
        this.err = err;
    }

    /** A failure, at once: a search may be long. */
    synchronized void found(Finding finding) {
        if (!finding.error().isEmpty()) {
            err.println("lockstep search: " + finding.error());
            err.flush();
        }
        if (finding.file() == null && finding.error().isEmpty()) {
            return;
        }
        Outcome outcome = finding.outcome();
        if (json) {
            out.println(failure(finding)
                    .put("scenario", finding.scenario())
                    .put("message", outcome.message())
                    .put("failedAtNanos", outcome.failedAtNanos())
                    .put("virtualNanos", outcome.virtualNanos())
                    .put("events", outcome.events())
                    .put("traceHash", outcome.traceHash()));
        } else {
            out.println("FAIL " + finding.scenario() + " seed " + outcome.seed() + ": " + outcome.property() + " at "
                    + Texts.nanos(outcome.failedAtNanos()) + ": " + outcome.message()
                    + (finding.file() == null ? "" : "\n     saved as " + finding.file()));
        }
        out.flush();
    }

    /** The end. */
    synchronized void summary(Summary summary) {
        if (ended) {
            return;
        }
        ended = true;
        if (json) {
            out.println(jsonSummary(summary));
        } else {
            textSummary(summary);
        }
        out.flush();
    }

    private static Json failure(Finding finding) {
        return new Json()
                .put("seed", finding.outcome().seed())
                .put("property", finding.outcome().property())
                .put("file", finding.file() == null ? null : finding.file().toString());
    }

    private Json jsonSummary(Summary summary) {
        List<Object> failures = summary.findings().stream()
                .filter(f -> f.file() != null || !f.error().isEmpty())
                .map(f -> (Object) failure(f).values())
                .toList();
        return new Json()
                .put("runs", summary.runs())
                .put("failures", failures)
                .put("wallNanos", summary.wallNanos())
                .put("virtualNanos", summary.virtualNanos())
                .put("events", summary.events())
                .put("failed", summary.failed())
                .put("from", options.from())
                .put("profile", options.profile())
                .put("probes", summary.probes())
                .put("neverReached", summary.neverReached())
                .put("scenarios", summary.scenarios());
    }

    private void textSummary(Summary summary) {
        double seconds = Math.max(1, summary.wallNanos()) / 1e9;
        summary.scenarios().forEach((name, part) -> {
            out.println(name + ": " + Texts.count(part.runs(), "seed") + ", " + Texts.count(part.failed(), "failure"));
            out.print(Texts.table(part.metrics().entrySet().stream()
                    .map(m -> row(m.getKey(), m.getValue()))
                    .toList()));
        });
        if (!summary.probes().isEmpty()) {
            List<String> missing = summary.neverReached();
            out.println(Texts.count(summary.probes().size(), "probe") + ", "
                    + (missing.isEmpty() ? "all reached" : "never reached: " + String.join(", ", missing)));
        }
        // One that could not be saved has been told of already, with its reason.
        long unsaved = summary.failed()
                - summary.findings().stream()
                        .filter(f -> f.file() != null || !f.error().isEmpty())
                        .count();
        if (unsaved > 0) {
            out.println(Texts.count(unsaved, "failure") + " not saved: at most " + options.saved()
                    + " of each property are");
        }
        out.println(String.format(
                Locale.ROOT,
                "%s, %s in %s: %.1f seeds/s, %s events, %s virtual, %.0f virtual s per s",
                Texts.count(summary.runs(), "seed"),
                Texts.count(summary.failed(), "failure"),
                Texts.nanos(summary.wallNanos()),
                summary.runs() / seconds,
                Texts.count(summary.events()),
                Texts.nanos(summary.virtualNanos()),
                summary.virtualNanos() / 1e9 / seconds));
    }

    private static List<String> row(String metric, Summary.Spread spread) {
        return List.of(
                "  " + metric,
                "p50 " + value(metric, spread.p50()),
                "p90 " + value(metric, spread.p90()),
                "p99 " + value(metric, spread.p99()),
                "max " + value(metric, spread.max()));
    }

    private static String value(String metric, long value) {
        return metric.endsWith("Nanos") ? Texts.nanos(value) : Texts.count(value);
    }
}
