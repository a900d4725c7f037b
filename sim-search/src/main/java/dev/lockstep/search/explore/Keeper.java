package dev.lockstep.search.explore;

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
final class Keeper {
    private final Catalog catalog;
    private final SearchOptions options;

    Keeper(Catalog catalog, SearchOptions options) {
        this.catalog = catalog;
        this.options = options;
    }

    Finding keep(Scenario scenario, Outcome outcome) {
        Path file = options.save().resolve(name(scenario, outcome));
        try {
            SeedWriter.write(seed(scenario, outcome), file);
            return new Finding(scenario.name(), outcome, file, "");
        } catch (IOException e) {
            return new Finding(scenario.name(), outcome, null, "cannot write " + file + ": " + e.getMessage());
        }
    }

    private SeedFile seed(Scenario scenario, Outcome outcome) {
        List<String> defects = options.defects().stream()
                .map(d -> Defects.reference(catalog, scenario, d, Path.of(""), options.save()))
                .toList();
        return new SeedFile(
                scenario.name(),
                options.profile(),
                defects,
                outcome.seed(),
                outcome.plan(),
                Expect.of(outcome),
                outcome.traceHash(),
                outcome.checkpoints(),
                CodeVersion.current(),
                "lockstep search",
                outcome.message());
    }

    private String name(Scenario scenario, Outcome outcome) {
        StringBuilder name = new StringBuilder(scenario.name()).append('-').append(options.profile());
        for (String defect : options.defects()) {
            name.append('-')
                    .append(Defects.find(catalog, scenario, defect, Path.of("")).id());
        }
        return name.append('-').append(outcome.property()).append('-').append(outcome.seed()) + ".json";
    }
}
