package dev.lockstep.search.engine;

import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loaded builds, one per recipe or one per run. Confined to one thread: two threads must not run the same build, since it has statics.
 */
public final class Builds {
    private record Key(String subject, String profile, List<Defect> defects) {}

    private final Map<Key, Build> loaded = new HashMap<>();
    private final boolean isolated;

    /** One build a recipe: what it keeps in static fields, later runs see. */
    public Builds() {
        this(false);
    }

    /** With {@code isolated} every run gets a build of its own, none of whose classes is initialised. */
    public Builds(boolean isolated) {
        this.isolated = isolated;
    }

    /** The build of a recipe for the next run, loaded at first use if it is shared. */
    public Build of(Recipe recipe) {
        if (isolated) {
            return load(recipe);
        }
        Key key = new Key(recipe.subject().name(), recipe.profile().name(), recipe.defects());
        return loaded.computeIfAbsent(key, k -> load(recipe));
    }

    private static Build load(Recipe recipe) {
        return recipe.subject().build(recipe.profile(), recipe.defects());
    }
}
