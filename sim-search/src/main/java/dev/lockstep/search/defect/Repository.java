package dev.lockstep.search.defect;

import dev.lockstep.search.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that the running code was built from. */
public final class Repository {
    /** System property with the directory; set by the launcher and by the tests' build. */
    public static final String PROPERTY = "lockstep.root";

    private Repository() {}

    /**
     * Its root.
     *
     * @throws BadInputException if it cannot be found
     */
    public static Path root() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("sim-search/pom.xml"))) {
                return at;
            }
        }
        throw new BadInputException(
                "the repository is not found from the working directory, expected -D" + PROPERTY + "=DIR");
    }
}
