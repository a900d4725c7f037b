package dev.lockstep.properties.testbed;

import java.util.ArrayList;
import java.util.List;

/**
 * The passwords of a cluster: one for clients and replicas of all nodes. While one takes the place of another some nodes know this one and
 * some that one, so clients try all. A node that starts takes the newest from its configuration.
 */
public final class Passwords {
    private final List<String> known = new ArrayList<>();

    /** At first there is {@code first}, or none if it is empty. */
    Passwords(String first) {
        if (!first.isEmpty()) {
            change(first);
        }
    }

    /** From now on this is the one that is wanted. */
    public void change(String password) {
        known.addFirst(password);
    }

    /** The one that is wanted, or empty if there never was one. */
    public String newest() {
        return known.isEmpty() ? "" : known.getFirst();
    }

    /** All there were, the newest first. */
    public List<String> known() {
        return List.copyOf(known);
    }
}
