package dev.lockstep.search.defect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one build: loads the classes of the system under test itself, from memory where they are patched and else
 * from its parent's class files, so that no static is shared with another build. Safe for many threads.
 */
final class BuildLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Isolation isolation;
    private final Map<String, byte[]> patched;

    /** {@code patched} holds class files by binary name. */
    BuildLoader(ClassLoader parent, Isolation isolation, Map<String, byte[]> patched) {
        super("build", parent);
        this.isolation = isolation;
        this.patched = Map.copyOf(patched);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isolation.owns(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            Class<?> type = loaded == null ? findClass(name) : loaded;
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte @Nullable [] bytes = patched.containsKey(name) ? patched.get(name) : original(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte @Nullable [] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
