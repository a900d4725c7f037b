package dev.lockstep.core.junit;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationException;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.Violation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.IncompleteExecutionException;

/** One run of a {@link SimTest} with one seed: makes the simulation, runs it, judges it and closes it. */
final class SeedInvocation
        implements TestTemplateInvocationContext, ParameterResolver, InvocationInterceptor, AfterEachCallback {
    private final SimulationOptions options;
    private final long forNanos;
    private @Nullable Simulation simulation;

    SeedInvocation(SimulationOptions options, long forNanos) {
        this.options = options;
        this.forNanos = forNanos;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return "seed " + options.seed();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Simulation.class;
    }

    @Override
    public Simulation resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulation();
    }

    private Simulation simulation() {
        Simulation known = simulation;
        if (known == null) {
            known = Simulation.create(options);
            simulation = known;
        }
        return known;
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        try {
            onCarrier(invocation);
        } catch (IncompleteExecutionException e) {
            throw e; // an assumption that did not hold
        } catch (Throwable e) {
            throw new AssertionError(
                    "seed " + options.seed() + ": " + e + System.lineSeparator() + replay(method.getExecutable()), e);
        }
    }

    /** Runs on a thread of its own: if a step never ends, the test can still fail and the next one start. */
    private void onCarrier(Invocation<@Nullable Void> invocation) throws Throwable {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        simulation()
                .onStuck(step -> done.completeExceptionally(new SimulationException(step.toString(), step.stack())));
        Thread carrier = Thread.ofPlatform()
                .daemon()
                .name("lockstep-seed-" + options.seed())
                .unstarted(() -> {
                    try {
                        invocation.proceed();
                        runAndJudge();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                });
        carrier.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        carrier.start();
        try {
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void runAndJudge() {
        Simulation run = simulation();
        if (run.steps() == 0) {
            if (forNanos == 0) {
                run.run();
            } else {
                run.runFor(forNanos);
            }
        }
        if (!run.violations().isEmpty()) {
            StringBuilder text = new StringBuilder();
            run.violations()
                    .forEach(v ->
                            text.append(System.lineSeparator()).append("    ").append(v));
            Violation first = run.violations().getFirst();
            throw new AssertionError(run.violations().size() + " violations, expected none:" + text, first.stack());
        }
    }

    private String replay(Method method) {
        return "replay it with -Dlockstep.seed=" + options.seed() + ", as in: mvn test -Dtest='"
                + method.getDeclaringClass().getSimpleName() + "#" + method.getName() + "' -Dlockstep.seed="
                + options.seed();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Simulation made = simulation;
        if (made != null && !made.running()) {
            context.publishReportEntry("traceHash", made.trace().hashText());
            made.close();
        }
    }
}
