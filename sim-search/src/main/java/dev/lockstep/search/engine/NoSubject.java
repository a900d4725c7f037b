package dev.lockstep.search.engine;

import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Subject;
import java.util.List;
import java.util.Map;

/** The subject of a scenario that brings all it runs: one profile, no defects. */
final class NoSubject implements Subject {
    private final ClassLoader loader;

    NoSubject(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<Profile> profiles() {
        return List.of(new Profile(Profile.BASE, "what the scenario brings", List.of(), Map.of()));
    }

    @Override
    public List<Defect> defects() {
        return List.of();
    }

    @Override
    public Build build(Profile profile, List<Defect> defects) {
        return new Build(loader, Map.of(), List.of());
    }
}
