package dev.lockstep.search.explore;

import dev.lockstep.core.Recording;
import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.engine.Catalog;
import dev.lockstep.search.engine.CodeVersion;
import dev.lockstep.search.engine.Defects;
import dev.lockstep.search.seed.Expect;
import dev.lockstep.search.seed.SeedFile;
import dev.lockstep.search.seed.SeedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Turns failures into seed files. Safe for many threads, since each failure has a file of its own. */
public final class Keeper {
    private final Catalog catalog;
    private final String profile;
    private final List<String> defects;
    private final Path directory;
    private final String origin;

    /**
     * For the failures of one command.
     *
     * @param defects ids or files, besides the defects of the profile
     * @param directory where the seed files go
     * @param origin what finds the failures, for example {@code lockstep search}
     */
    public Keeper(Catalog catalog, String profile, List<String> defects, Path directory, String origin) {
        this.catalog = catalog;
        this.profile = profile;
        this.defects = List.copyOf(defects);
        this.directory = directory;
        this.origin = origin;
    }

    /** Saves the failure of a seed. */
    Finding keep(Scenario scenario, Outcome outcome) {
        return keep(scenario, outcome, new Recording(), Long.toString(outcome.seed()));
    }

    /**
     * Saves a failure.
     *
     * @param choices what the run chose otherwise than its seed would have
     * @param suffix tells it from other failures of the same property
     */
    public Finding keep(Scenario scenario, Outcome outcome, Recording choices, String suffix) {
        Path file = directory.resolve(name(scenario, outcome, suffix));
        try {
            SeedWriter.write(seed(scenario, outcome, choices), file);
            return new Finding(scenario.name(), outcome, file, "");
        } catch (IOException e) {
            return new Finding(scenario.name(), outcome, null, "cannot write " + file + ": " + e.getMessage());
        }
    }

    private SeedFile seed(Scenario scenario, Outcome outcome, Recording choices) {
        List<String> references = defects.stream()
                .map(d -> Defects.reference(catalog, scenario, d, Path.of(""), directory))
                .toList();
        return new SeedFile(
                scenario.name(),
                profile,
                references,
                outcome.seed(),
                outcome.plan(),
                choices.toMap(),
                Expect.of(outcome),
                outcome.traceHash(),
                outcome.checkpoints(),
                CodeVersion.current(),
                origin,
                outcome.message());
    }

    private String name(Scenario scenario, Outcome outcome, String suffix) {
        StringBuilder name = new StringBuilder(scenario.name()).append('-').append(profile);
        for (String defect : defects) {
            name.append('-')
                    .append(Defects.find(catalog, scenario, defect, Path.of("")).id());
        }
        return name.append('-').append(outcome.property()).append('-').append(suffix) + ".json";
    }
}
