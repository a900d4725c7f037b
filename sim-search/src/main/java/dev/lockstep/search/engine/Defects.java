package dev.lockstep.search.engine;

import dev.lockstep.search.Defect;
import dev.lockstep.search.Scenario;
import dev.lockstep.search.defect.DefectFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds defects by what a person calls them: the id of a known one, or a file. */
public final class Defects {
    private static final String EXTENSION = ".patch";

    private Defects() {}

    /**
     * The defect of an id or a file.
     *
     * @param base what a relative file name is relative to
     * @throws dev.lockstep.search.BadInputException if there is neither
     */
    public static Defect find(Catalog catalog, Scenario scenario, String idOrFile, Path base) {
        boolean known = catalog.subject(scenario).defects().stream().anyMatch(d -> d.id().equals(idOrFile));
        return !known && isFile(idOrFile, base)
                ? DefectFile.read(base.resolve(idOrFile))
                : catalog.defect(scenario, idOrFile);
    }

    /**
     * What a seed file calls a defect: its id if it is a known one, else its file relative to where the seed file will be.
     *
     * @param base what {@code idOrFile} is relative to
     * @param directory where the seed file will be
     */
    public static String reference(Catalog catalog, Scenario scenario, String idOrFile, Path base, Path directory) {
        Defect found = find(catalog, scenario, idOrFile, base);
        if (catalog.subject(scenario).defects().contains(found)) {
            return found.id();
        }
        Path file = base.resolve(idOrFile).toAbsolutePath().normalize();
        return directory
                .toAbsolutePath()
                .normalize()
                .relativize(file)
                .toString()
                .replace('\\', '/');
    }

    private static boolean isFile(String text, Path base) {
        return text.endsWith(EXTENSION) || text.contains("/") || Files.isRegularFile(base.resolve(text));
    }
}
