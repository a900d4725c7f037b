package dev.lockstep.search.engine;

import dev.lockstep.search.Build;
import dev.lockstep.search.Defect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loaded builds, one per recipe. Confined to one thread: two threads must not run the same build, since it has statics.
 */
public final class Builds {
    private record Key(String subject, String profile, List<Defect> defects) {}

    private final Map<Key, Build> loaded = new HashMap<>();

    /** The build of a recipe, loaded at first use. */
    public Build of(Recipe recipe) {
        Key key = new Key(recipe.subject().name(), recipe.profile().name(), recipe.defects());
        return loaded.computeIfAbsent(key, k -> recipe.subject().build(recipe.profile(), recipe.defects()));
    }
}
