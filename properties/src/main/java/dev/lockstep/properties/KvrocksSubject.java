package dev.lockstep.properties;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Subject;
import dev.lockstep.search.defect.DefectFile;
import dev.lockstep.search.defect.Isolation;
import dev.lockstep.search.defect.PatchableSource;
import dev.lockstep.search.defect.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The node as a system under test: the right one, what older Kvrocks did as sets of defects, and each defect by itself. */
public final class KvrocksSubject implements Subject {
    /** Its name. */
    public static final String NAME = "kvrocks";

    private static final String SOURCES = "sim-node/src/main/java";
    private static final Path DEFECTS = Path.of("properties", "defects");
    private static final Isolation ISOLATION =
            new Isolation(List.of("dev.lockstep.node."), List.of("dev.lockstep.node.api."));

    private static final String NO_TIMEOUTS = "B1";
    private static final String FLOWING_DATA = "X1";
    private static final String DEAF_SLEEP = "X2";

    /** A subject; it has no state. */
    public KvrocksSubject() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Profile> profiles() {
        return List.of(
                new Profile(Profile.BASE, "the node as it should be: every bound holds", List.of(), Map.of()),
                new Profile(
                        "kvrocks-2.10",
                        "before the fix of #2662: no time-outs on file transfers, a stop is not seen",
                        List.of(NO_TIMEOUTS, FLOWING_DATA, DEAF_SLEEP),
                        Map.of()),
                new Profile(
                        "kvrocks-2.11",
                        "with the fix of #2662: time-outs of 3.1 and 3.2 s, but a stop is not seen while data flows or in a"
                                + " back-off",
                        List.of(FLOWING_DATA, DEAF_SLEEP),
                        Map.of()));
    }

    @Override
    public List<Defect> defects() {
        try (Stream<Path> files = Files.list(Repository.root().resolve(DEFECTS))) {
            return files.filter(f -> f.toString().endsWith(".patch"))
                    .sorted()
                    .map(DefectFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + DEFECTS + " of the repository", e);
        }
    }

    /**
     * The build of a profile.
     *
     * @throws BadInputException if there is no profile of this name
     */
    public Build build(String profileName) {
        Profile profile = profiles().stream()
                .filter(p -> p.name().equals(profileName))
                .findFirst()
                .orElseThrow(() -> new BadInputException("profile " + profileName + " does not exist, expected one of "
                        + profiles().stream().map(Profile::name).toList()));
        List<Defect> known = profile.defects().isEmpty() ? List.of() : defects();
        return build(
                profile, profile.defects().stream().map(id -> defect(known, id)).toList());
    }

    private static Defect defect(List<Defect> known, String id) {
        return known.stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadInputException("defect " + id + " of a profile has no file in " + DEFECTS));
    }

    @Override
    public Build build(Profile profile, List<Defect> defects) {
        ClassLoader parent = KvrocksSubject.class.getClassLoader();
        PatchableSource source = PatchableSource.directory(Repository.root(), SOURCES, ISOLATION);
        return new Build(
                source.load(parent, defects),
                profile.config(),
                defects.stream().map(Defect::id).toList());
    }
}
