package dev.lockstep.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs all examples for the hashes of their traces. */
final class Traces {
    private static final String HASH = "traceHash";

    private Traces() {}

    /** Prints one line for each example: the hash of its trace under the seed that is the only argument, and its name. */
    public static void main(String[] arguments) {
        of(Long.parseLong(arguments[0])).forEach((example, hash) -> System.out.println("hash " + hash + " " + example));
        System.exit(0);
    }

    /** The hashes of all examples under one seed, by class and method. */
    static Map<String, String> of(long seed) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(Traces.class.getPackageName()))
                .filters(ClassNameFilter.excludeClassNamePatterns(SameTraceTest.class.getName()))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameter("lockstep.seed", Long.toString(seed))
                .build();
        Listener listener = new Listener();
        LauncherFactory.create().execute(request, listener);
        if (!listener.failures.isEmpty()) {
            throw new AssertionError("seed " + seed + ": " + listener.failures);
        }
        return listener.hashes;
    }

    private static final class Listener implements TestExecutionListener {
        final Map<String, String> hashes = new TreeMap<>();
        final List<String> failures = new ArrayList<>();

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            String hash = entry.getKeyValuePairs().get(HASH);
            if (hash != null) {
                hashes.put(name(test.getUniqueIdObject()), hash);
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(e -> failures.add(name(test.getUniqueIdObject()) + " failed: " + e));
        }

        private static String name(UniqueId id) {
            StringBuilder name = new StringBuilder();
            id.getSegments().stream()
                    .filter(s -> s.getType().equals("class") || s.getType().equals("test-template"))
                    .forEach(s -> name.append(name.isEmpty() ? "" : "#").append(s.getValue()));
            return name.toString();
        }
    }
}
