package dev.lockstep.search.cli;

import dev.lockstep.search.Profile;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Arguments that say what is run on which build. */
final class BuildOptions {
    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "Scenario; default: all.")
    @Nullable
    private String scenario;

    @Option(
            names = "--profile",
            paramLabel = "P",
            defaultValue = Profile.BASE,
            description = "Build of the system under test; default: ${DEFAULT-VALUE}.")
    private String profile = Profile.BASE;

    @Option(
            names = "--defect",
            paramLabel = "ID|FILE",
            description = "Defect to add to the profile: a known one or a file. May be repeated.")
    private List<String> defects = new ArrayList<>();

    @Option(
            names = "--isolated",
            description =
                    "Loads the code under test anew for every run, so that nothing in its static fields outlives a run;"
                            + " slower. Default: once for all runs of a thread.")
    private boolean isolated;

    String profile() {
        return profile;
    }

    List<String> defects() {
        return defects;
    }

    /** Whether every run has a build of its own. */
    boolean isolated() {
        return isolated;
    }

    /**
     * The scenario that was named, or all that the profile and the defects can apply to.
     *
     * @throws dev.lockstep.search.BadInputException if there is none
     */
    List<Scenario> scenarios(Catalog catalog) {
        if (scenario != null) {
            return List.of(catalog.scenario(scenario));
        }
        List<Scenario> fitting = catalog.scenarios().stream()
                .filter(s -> catalog.hasProfile(s, profile))
                .filter(s -> defects.isEmpty() || !s.subject().isEmpty())
                .toList();
        if (fitting.isEmpty()) {
            List<String> known = catalog.scenarios().stream()
                    .flatMap(s -> catalog.subject(s).profiles().stream())
                    .map(Profile::name)
                    .distinct()
                    .toList();
            throw known.isEmpty() ? Names.unknown("scenario", "any", known) : Names.unknown("profile", profile, known);
        }
        return fitting;
    }
}
