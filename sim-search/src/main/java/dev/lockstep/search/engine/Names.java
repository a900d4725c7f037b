package dev.lockstep.search.engine;

import dev.lockstep.search.BadInputException;
import java.util.Collection;

/** One-line errors about names that do not exist. */
public final class Names {
    private Names() {}

    /** An error that says what there is instead. */
    public static BadInputException unknown(String what, String name, Collection<String> known) {
        String expected = known.isEmpty() ? "there is none" : "expected one of " + String.join(", ", known);
        return new BadInputException("unknown " + what + " '" + name + "', " + expected);
    }
}
