package dev.lockstep.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Classes that every process has for itself, as it would in a JVM of its own: what one host keeps in a static field no other
 * host sees, and no later run either. Code with static state (caches, counters, singletons) needs it to run on several hosts, and
 * to take the same path in the second run of a JVM as in the first. Other classes are shared by all. Thread-safe; keep one for
 * many runs, it remembers the class files.
 */
public final class OwnClasses {
    private final ClassLoader parent;
    private final List<String> prefixes;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private OwnClasses(ClassLoader parent, List<String> prefixes) {
        this.parent = parent;
        this.prefixes = prefixes;
    }

    /** Those whose binary names start with one of these, for example {@code org.jgroups.}, taken from this class path. */
    public static OwnClasses of(String... prefixes) {
        return new OwnClasses(OwnClasses.class.getClassLoader(), List.of(prefixes));
    }

    /**
     * Loads the classes afresh and makes an instance of one of them; the calling thread and those it starts have their loader as
     * context class loader from now on. To be called on a thread of the host.
     *
     * @param shared a type known to both sides, a class of the JDK or one that is not among these
     * @param implementation one of these, with a constructor without parameters that is public
     * @throws SimulationException if there is no such class or constructor, or it threw
     */
    public <T> T create(Class<T> shared, Class<? extends T> implementation) {
        ClassLoader loader = new Loader();
        Thread.currentThread().setContextClassLoader(loader);
        String name = implementation.getName();
        if (!owns(name)) {
            throw new SimulationException(
                    "class " + name + " is shared, expected a name that starts with one of " + prefixes);
        }
        try {
            return shared.cast(
                    Class.forName(name, true, loader).getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new SimulationException("cannot make a " + name + " of a host's own: " + e, e);
        }
    }

    private boolean owns(String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private byte[] file(String name) throws ClassNotFoundException {
        byte[] known = files.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = parent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] read = in.readAllBytes();
            files.put(name, read);
            return read;
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The classes of one process. */
    private final class Loader extends ClassLoader {
        Loader() {
            super("process", parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!owns(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] bytes = file(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
