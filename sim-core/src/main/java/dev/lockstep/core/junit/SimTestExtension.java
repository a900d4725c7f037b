package dev.lockstep.core.junit;

import dev.lockstep.core.SimulationOptions;
import dev.lockstep.core.SimulationOptions.Scheduling;
import dev.lockstep.core.agent.SelfAttach;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Turns a {@link SimTest} into one invocation a seed. */
final class SimTestExtension implements TestTemplateInvocationContextProvider {
    private static final long NANOS = 1_000_000_000L;

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), SimTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        SimTest test = AnnotationSupport.findAnnotation(context.getTestMethod(), SimTest.class)
                .orElseThrow();
        SelfAttach.install();
        return seeds(context, test)
                .mapToObj(seed -> new SeedInvocation(options(test, seed), test.forSeconds() * NANOS));
    }

    private static LongStream seeds(ExtensionContext context, SimTest test) {
        Optional<Long> one = parameter(context, "lockstep.seed");
        if (one.isPresent()) {
            return LongStream.of(one.get());
        }
        long count = parameter(context, "lockstep.seeds").orElse((long) test.seeds());
        long first = parameter(context, "lockstep.firstSeed").orElse(test.firstSeed());
        if (count < 1) {
            throw new IllegalArgumentException("seeds is " + count + ", expected at least 1");
        }
        return LongStream.concat(
                LongStream.of(test.also()),
                LongStream.iterate(first, s -> s + 1).limit(count));
    }

    private static Optional<Long> parameter(ExtensionContext context, String name) {
        return context.getConfigurationParameter(name).map(text -> {
            try {
                return Long.decode(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " is \"" + text + "\", expected a whole number", e);
            }
        });
    }

    private static SimulationOptions options(SimTest test, long seed) {
        SimulationOptions options =
                SimulationOptions.seed(seed).withMaxSteps(test.maxSteps()).withStepWallMillis(test.stepWallMillis());
        return test.scheduling() == Scheduling.PCT
                ? options.withPct(test.pctDepth(), test.pctSteps())
                : options.with(test.scheduling());
    }
}
