package dev.lockstep.search.engine;

import dev.lockstep.search.BadInputException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Class path elements that a user adds. */
public final class ClassPath {
    private ClassPath() {}

    /**
     * A loader of these jars and directories on top of this class's own; that one itself if there are none. It is never closed:
     * its classes are needed until the JVM ends.
     *
     * @param elements each may hold several, separated as in a class path
     * @throws BadInputException if one does not exist
     */
    public static ClassLoader loader(List<String> elements) {
        ClassLoader own = ClassPath.class.getClassLoader();
        List<URL> urls = new ArrayList<>();
        for (String element : elements) {
            for (String part : element.split(File.pathSeparator, -1)) {
                urls.add(url(part));
            }
        }
        return urls.isEmpty() ? own : new URLClassLoader("user", urls.toArray(URL[]::new), own);
    }

    private static URL url(String element) {
        Path path = Path.of(element);
        if (element.isEmpty() || !Files.exists(path)) {
            throw new BadInputException(
                    "class path element '" + element + "' does not exist, expected a jar or a directory");
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new BadInputException("class path element '" + element + "' cannot be a URL", e);
        }
    }
}
