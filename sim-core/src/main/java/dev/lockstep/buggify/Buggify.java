package dev.lockstep.buggify;

import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Places in the code under test where a simulation may choose the rare path (as FoundationDB's BUGGIFY does), and probes that
 * tell whether a situation was ever reached. Without a simulation on the class path every call is a constant that the JIT removes.
 * Callable on every thread.
 */
public final class Buggify {
    /** What a simulation answers; found as a service. */
    public interface Provider {
        /** Whether the site takes the rare path this time. */
        boolean fires(String site);

        /** The probe was passed; {@code hit} says whether the situation it asks for was there. */
        void passed(String probe, boolean hit);
    }

    private static final @Nullable Provider PROVIDER = ServiceLoader.load(
                    Provider.class, Buggify.class.getClassLoader())
            .findFirst()
            .orElse(null);

    private Buggify() {}

    /**
     * Whether to take the rare path here, such as a full queue, a short read or an early time-out. In a run of a simulation a
     * quarter of all sites is active, and an active one fires one time in four; elsewhere never.
     *
     * @param site a name that is unique in the program and stays the same from version to version
     */
    public static boolean here(String site) {
        return PROVIDER != null && PROVIDER.fires(site);
    }

    /** Says that this place is to be reached in some run at least. */
    public static void sometimes(String probe) {
        sometimes(probe, true);
    }

    /** Says that this condition is to hold here in some run at least. */
    public static void sometimes(String probe, boolean condition) {
        if (PROVIDER != null) {
            PROVIDER.passed(probe, condition);
        }
    }
}
