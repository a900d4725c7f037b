package dev.lockstep.core.archunit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import java.util.List;
import java.util.Set;

/** What the hashed collections of declared fields are hashed by. */
final class Keys {
    private static final Set<String> HASHED = Set.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.concurrent.ConcurrentHashMap");

    private Keys() {}

    /** The class of the keys or elements; empty if the field is no such collection or does not say. */
    static List<JavaClass> of(JavaField field) {
        return field.getType() instanceof JavaParameterizedType type
                        && HASHED.contains(type.toErasure().getName())
                ? List.of(type.getActualTypeArguments().getFirst().toErasure())
                : List.of();
    }
}
