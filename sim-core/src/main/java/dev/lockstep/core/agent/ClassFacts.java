package dev.lockstep.core.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the class files near a class say about members it names: read where its loader finds them, as far as it does. */
final class ClassFacts {
    private final Map<String, Optional<ClassModel>> models = new HashMap<>();
    private final ClassLoader loader;

    ClassFacts(ClassModel own, @Nullable ClassLoader loader) {
        this.loader = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        models.put(own.thisClass().asInternalName(), Optional.of(own));
    }

    /** Whether a field, named by a class that has or inherits it, is volatile. */
    boolean isVolatile(String owner, String name) {
        for (ClassModel at = model(owner); at != null; at = parent(at)) {
            for (var field : at.fields()) {
                if (field.fieldName().equalsString(name)) {
                    return field.flags().has(AccessFlag.VOLATILE);
                }
            }
        }
        return false;
    }

    /** Whether a method, named by a class that has or inherits it, is synchronized there. */
    boolean isSynchronized(String owner, String name, String descriptor) {
        for (ClassModel at = model(owner); at != null; at = parent(at)) {
            for (var method : at.methods()) {
                if (method.methodName().equalsString(name)
                        && method.methodType().equalsString(descriptor)) {
                    return method.flags().has(AccessFlag.SYNCHRONIZED);
                }
            }
        }
        return false;
    }

    private @Nullable ClassModel parent(ClassModel model) {
        return model(model.superclass().map(ClassEntry::asInternalName).orElse(""));
    }

    private @Nullable ClassModel model(String name) {
        if (name.isEmpty() || name.startsWith("java/") || name.startsWith("[")) {
            return null;
        }
        return models.computeIfAbsent(name, this::read).orElse(null);
    }

    private Optional<ClassModel> read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
