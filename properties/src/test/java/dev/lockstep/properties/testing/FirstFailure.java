package dev.lockstep.properties.testing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests, classes or {@code class#method}, and prints the first that fails, with its message. Exit code 0 if all pass, 1 if that one fails by
 * an assertion, 2 if by anything else or if there are none. {@code tools/mutations.py} calls it.
 */
public final class FirstFailure implements TestExecutionListener {
    private int tests;
    private @Nullable String name;
    private @Nullable Throwable reason;

    private FirstFailure() {}

    /** Runs the tests named. */
    public static void main(String[] names) {
        List<DiscoverySelector> selectors =
                Arrays.stream(names).map(FirstFailure::selector).toList();
        FirstFailure first = new FirstFailure();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectors)
                                .build(),
                        first);
        System.exit(first.report());
    }

    private static DiscoverySelector selector(String name) {
        return name.contains("#") ? DiscoverySelectors.selectMethod(name) : DiscoverySelectors.selectClass(name);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        tests += test.isTest() ? 1 : 0;
        if (reason == null) {
            name = test.getDisplayName();
            reason = result.getThrowable().orElse(null);
        }
    }

    private int report() {
        if (reason == null) {
            System.out.println(tests + " passed");
            return tests > 0 ? 0 : 2;
        }
        System.out.println(
                name + ": " + String.valueOf(reason.getMessage()).strip().replaceAll("\\s+", " "));
        return reason instanceof AssertionError ? 1 : 2;
    }
}
