package dev.lockstep.search.toy;

import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Subject;
import dev.lockstep.search.defect.DefectFile;
import dev.lockstep.search.defect.Isolation;
import dev.lockstep.search.defect.PatchableSource;
import dev.lockstep.search.defect.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The builds of the toy. */
public final class ToySubject implements Subject {
    private static final String SOURCES = "sim-search/src/test/java/dev/lockstep/search/toy/server";
    private static final String PATCHES = "sim-search/src/test/resources/toy";
    private static final Isolation ISOLATION = new Isolation(List.of("dev.lockstep.search.toy.server."), List.of());

    /** A subject. */
    public ToySubject() {}

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public List<Profile> profiles() {
        return List.of(
                new Profile(Profile.BASE, "all is well", List.of(), Map.of()),
                new Profile("hasty", "gives up early", List.of("gives-up"), Map.of("mode", "hasty")));
    }

    @Override
    public List<Defect> defects() {
        Path directory = Repository.root().resolve(PATCHES);
        return List.of(
                DefectFile.read(directory.resolve("gives-up.patch")), DefectFile.read(directory.resolve("slow.patch")));
    }

    @Override
    public Build build(Profile profile, List<Defect> defects) {
        ClassLoader loader = PatchableSource.directory(Repository.root(), SOURCES, ISOLATION)
                .load(ToySubject.class.getClassLoader(), defects);
        return new Build(
                loader, profile.config(), defects.stream().map(Defect::id).toList());
    }
}
