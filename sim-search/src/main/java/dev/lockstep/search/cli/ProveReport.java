package dev.lockstep.search.cli;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.explore.Finding;
import dev.lockstep.search.prove.ProofResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code prove} prints. */
final class ProveReport {
    private final int depth;
    private final int values;
    private final long seed;
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;

    ProveReport(int depth, int values, long seed, boolean json, PrintWriter out, PrintWriter err) {
        this.depth = depth;
        this.values = values;
        this.seed = seed;
        this.json = json;
        this.out = out;
        this.err = err;
    }

    /** A failure, at once. */
    void found(Finding finding) {
        Outcome outcome = finding.outcome();
        if (!finding.error().isEmpty()) {
            err.println("lockstep prove: " + finding.error());
            err.flush();
        }
        out.println(
                json
                        ? failure(finding)
                                .put("scenario", finding.scenario())
                                .put("message", outcome.message())
                                .put("failedAtNanos", outcome.failedAtNanos())
                                .put("traceHash", outcome.traceHash())
                        : "FAIL " + finding.scenario() + ": " + outcome.property() + " at "
                                + Texts.nanos(outcome.failedAtNanos()) + ": " + outcome.message()
                                + (finding.file() == null ? "" : "\n     saved as " + finding.file()));
        out.flush();
    }

    private static Json failure(Finding finding) {
        return new Json()
                .put("seed", finding.outcome().seed())
                .put("property", finding.outcome().property())
                .put("file", finding.file() == null ? null : finding.file().toString());
    }

    /** A scenario's space, for people: a program gets all in the summary. */
    void result(ProofResult result) {
        if (json) {
            return;
        }
        out.println(result.scenario() + ": " + Texts.count(result.runs(), "run") + ", "
                + Texts.count(result.failed(), "failure") + ", " + extent(result));
        out.print(Texts.table(result.worst().entrySet().stream()
                .map(e -> List.of(
                        "  " + e.getKey(),
                        "at most " + value(e.getKey(), e.getValue().value()),
                        "run " + e.getValue().run()))
                .toList()));
        out.println("  " + Texts.count(result.events(), "event") + ", " + Texts.nanos(result.virtualNanos())
                + " virtual, in " + Texts.nanos(result.wallNanos()));
        out.flush();
    }

    private String extent(ProofResult result) {
        String what =
                (result.decisions() < depth ? "of all decisions" : "of the first " + Texts.count(depth, "decision"))
                        + ", numbers at " + values + " values, the rest drawn from seed " + seed;
        return result.complete()
                ? "complete: every combination " + what
                : "NOT complete: a part of the combinations " + what;
    }

    private static String value(String metric, long value) {
        return metric.endsWith("Nanos") ? Texts.nanos(value) : Texts.count(value);
    }

    /** The end, for programs. */
    void summary(String profile, List<ProofResult> results) {
        if (!json) {
            return;
        }
        Map<String, Object> scenarios = new LinkedHashMap<>();
        results.forEach(r -> scenarios.put(r.scenario(), part(r).values()));
        out.println(new Json()
                .put("runs", results.stream().mapToLong(ProofResult::runs).sum())
                .put(
                        "failures",
                        results.stream()
                                .flatMap(r -> r.findings().stream())
                                .map(f -> failure(f).values())
                                .toList())
                .put(
                        "wallNanos",
                        results.stream().mapToLong(ProofResult::wallNanos).sum())
                .put(
                        "virtualNanos",
                        results.stream().mapToLong(ProofResult::virtualNanos).sum())
                .put("events", results.stream().mapToLong(ProofResult::events).sum())
                .put("failed", results.stream().mapToLong(ProofResult::failed).sum())
                .put("complete", results.stream().allMatch(ProofResult::complete))
                .put("depth", depth)
                .put("values", values)
                .put("seed", seed)
                .put("profile", profile)
                .put("scenarios", scenarios));
        out.flush();
    }

    private static Json part(ProofResult result) {
        return new Json()
                .put("runs", result.runs())
                .put("failed", result.failed())
                .put("complete", result.complete())
                .put("decisions", result.decisions())
                .put("worst", result.worst());
    }
}
