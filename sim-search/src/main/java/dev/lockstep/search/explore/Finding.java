package dev.lockstep.search.explore;

import dev.lockstep.search.Outcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a search found.
 *
 * @param scenario name of the scenario
 * @param outcome how the run ended
 * @param file the seed file, or null if it was not saved
 * @param error why it was not saved, or empty if it was or was not meant to be
 */
public record Finding(
        String scenario, Outcome outcome, @Nullable Path file, String error) {}
