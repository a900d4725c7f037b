package dev.lockstep.search.replay;

import dev.lockstep.search.BadInputException;
import dev.lockstep.search.Defect;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.Defects;
import dev.lockstep.search.engine.Names;
import dev.lockstep.search.engine.Recipe;
import dev.lockstep.search.seed.SeedFile;
import dev.lockstep.search.seed.SeedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A seed file all of whose names exist.
 *
 * @param file where it is
 * @param seed what it says
 * @param scenario its scenario
 * @param recipe the build it runs on
 * @param own whether that is the build the file names
 */
public record LoadedSeed(Path file, SeedFile seed, Scenario scenario, Recipe recipe, boolean own) {
    /**
     * Reads a file and looks up its names.
     *
     * @param profile taken in place of the file's own profile and defects, or null
     * @throws BadInputException if the file is damaged or names what does not exist
     */
    public static LoadedSeed load(Catalog catalog, Path file, @Nullable String profile) {
        SeedFile seed = SeedReader.read(file);
        try {
            Scenario scenario = catalog.scenario(seed.scenario());
            checkProperty(scenario, seed);
            scenario.check(seed.plan());
            Recipe own = recipe(catalog, scenario, seed, file);
            return new LoadedSeed(
                    file,
                    seed,
                    scenario,
                    profile == null ? own : catalog.recipe(scenario, profile, List.of()),
                    profile == null);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file + ":") ? e : new BadInputException(file + ": " + message, e);
        }
    }

    private static Recipe recipe(Catalog catalog, Scenario scenario, SeedFile seed, Path file) {
        Path directory = file.resolveSibling("");
        List<Defect> extra = seed.defects().stream()
                .map(d -> Defects.find(catalog, scenario, d, directory))
                .toList();
        return catalog.recipe(scenario, seed.profile(), extra);
    }

    private static void checkProperty(Scenario scenario, SeedFile seed) {
        List<String> known = Stream.concat(scenario.invariants().stream(), Outcome.ALWAYS.stream())
                .map(Invariant::name)
                .toList();
        if (seed.expect().fails() && !known.contains(seed.expect().property())) {
            throw Names.unknown("property", seed.expect().property(), known);
        }
    }
}
