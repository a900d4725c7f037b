package dev.lockstep.search.engine;

import dev.lockstep.search.Defect;
import dev.lockstep.search.Profile;
import dev.lockstep.search.Subject;
import java.util.List;

/**
 * What to load.
 *
 * @param subject the system under test
 * @param profile one of its profiles
 * @param defects every defect to apply, those of the profile first
 */
public record Recipe(Subject subject, Profile profile, List<Defect> defects) {}
