package dev.lockstep.search;

import java.util.List;

/**
 * A system under test: which builds of it there are and how one is loaded. Found by {@link java.util.ServiceLoader}. Stateless.
 */
public interface Subject {
    /** The name that {@link Scenario#subject} refers to. */
    String name();

    /** The named builds; the first one's name is {@code base}. */
    List<Profile> profiles();

    /** The known defects. */
    List<Defect> defects();

    /**
     * Loads a build with a class loader of its own. The caller keeps it and uses it for many runs, one at a time.
     *
     * @param profile one of {@link #profiles}
     * @param defects every defect to apply, in this order: those of the profile first, then those asked for
     * @throws IllegalArgumentException with one line, if a diff does not apply or what comes out does not compile
     */
    Build build(Profile profile, List<Defect> defects);
}
