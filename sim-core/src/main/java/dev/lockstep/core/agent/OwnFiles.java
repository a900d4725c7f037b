package dev.lockstep.core.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of this module, read where its own classes were: from a jar or a directory, without the class loader, whose ways to a
 * resource cost more than all of them at the start of a JVM. Not thread-safe.
 */
final class OwnFiles implements Closeable {
    private final @Nullable ZipFile jar;
    private final @Nullable Path directory;

    private OwnFiles(@Nullable ZipFile jar, @Nullable Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /** Where the agent is. */
    static OwnFiles open() throws IOException {
        CodeSource source = OwnFiles.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null && "file".equals(source.getLocation().getProtocol())) {
                Path place = Path.of(source.getLocation().toURI());
                return Files.isDirectory(place)
                        ? new OwnFiles(null, place)
                        : new OwnFiles(new ZipFile(place.toFile()), null);
            }
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the agent's own files at " + source.getLocation(), e);
        }
        return new OwnFiles(null, null);
    }

    /**
     * Reads one.
     *
     * @param path of the class file, for example {@code dev/lockstep/core/Host.class}
     * @throws IOException if it is not there
     */
    byte[] read(String path) throws IOException {
        if (directory != null) {
            return Files.readAllBytes(directory.resolve(path));
        }
        try (InputStream in = stream(path)) {
            if (in == null) {
                throw new IOException("resource " + path + " not found, expected it beside the agent");
            }
            return in.readAllBytes();
        }
    }

    private @Nullable InputStream stream(String path) throws IOException {
        if (jar == null) {
            return OwnFiles.class.getClassLoader().getResourceAsStream(path);
        }
        ZipEntry entry = jar.getEntry(path);
        return entry == null ? null : jar.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }
}
