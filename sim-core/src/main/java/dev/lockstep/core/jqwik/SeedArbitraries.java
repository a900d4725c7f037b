package dev.lockstep.core.jqwik;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Draws a {@link Seed} wherever a property asks for one. Found by jqwik as a service. */
public final class SeedArbitraries implements ArbitraryProvider {
    /** Called by jqwik. */
    public SeedArbitraries() {}

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return targetType.isOfType(Seed.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        return Set.of(Arbitraries.randomValue(random -> new Seed(random.nextLong())));
    }
}
