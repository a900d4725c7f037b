package dev.lockstep.core.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Class files of the JDK as the agent has rewritten them, kept between JVMs: rewriting is most of what its start takes. One file for each
 * pair of JDK and agent, in the directory that the system property {@value #PROPERTY} names, {@code none} for no cache, by default
 * {@code lockstep} in the user's cache directory. An entry holds for one original class file, known by name, length and two
 * checksums. A file that is missing, damaged or cannot be written costs time and nothing else; of files in the
 * directory the {@value #MOST_FILES} written last stay. Thread-safe.
 */
final class RewriteCache {
    /** Names the directory. */
    static final String PROPERTY = "lockstep.cache";

    private static final long FORMAT = 0x4C53_4341_4348_4531L;
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_FILES = 8;
    private static final String SUFFIX = ".classes";
    private static final byte[] UNCHANGED = {};

    private final @Nullable Path file;
    private final Map<String, byte[]> entries = new HashMap<>();
    private boolean saved;
    private boolean grown;

    private RewriteCache(@Nullable Path file) {
        this.file = file;
    }

    /** A cache that keeps nothing. */
    static RewriteCache none() {
        return new RewriteCache(null);
    }

    /** The cache of this JDK and this agent. */
    static RewriteCache open(OwnFiles own) {
        Path directory = directory();
        if (directory == null) {
            return none();
        }
        try {
            String name = Runtime.version() + "-" + Long.toHexString(fingerprint(own)) + SUFFIX;
            return open(directory.resolve(name));
        } catch (IOException e) {
            return none();
        }
    }

    /** A cache in a file, which need not exist. */
    static RewriteCache open(Path file) {
        RewriteCache cache = new RewriteCache(file);
        try {
            cache.read(Files.readAllBytes(file));
        } catch (IOException e) {
            cache.entries.clear();
        }
        return cache;
    }

    private static @Nullable Path directory() {
        String named = System.getProperty(PROPERTY, "");
        String shared = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home", "");
        if (named.equals("none")) {
            return null;
        }
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (shared != null && Path.of(shared).isAbsolute()) {
            return Path.of(shared, "lockstep");
        }
        return Path.of(home).isAbsolute() ? Path.of(home, ".cache", "lockstep") : null;
    }

    /** What tells agents that rewrite differently apart: their class files. */
    private static long fingerprint(OwnFiles own) throws IOException {
        CRC32 crc = new CRC32();
        for (String type : AgentJar.REWRITING) {
            crc.update(own.read("dev/lockstep/core/agent/" + type + ".class"));
        }
        return crc.getValue();
    }

    private void read(byte[] bytes) throws IOException {
        int body = bytes.length - Long.BYTES;
        if (body < 0 || checksum(bytes, body) != new DataInputStream(tail(bytes, body)).readLong()) {
            throw new IOException("damaged");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
        if (in.readLong() != FORMAT) {
            throw new IOException("of another format");
        }
        for (int left = in.readInt(); left > 0; left--) {
            String key = in.readUTF();
            entries.put(key, in.readNBytes(in.readInt()));
        }
    }

    private static InputStream tail(byte[] bytes, int from) {
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 first = new CRC32();
        CRC32C second = new CRC32C();
        first.update(bytes, 0, length);
        second.update(bytes, 0, length);
        return first.getValue() << 32 | second.getValue();
    }

    /** By which an original class file is known: made once for what is asked of the cache about it, since it reads all of the file. */
    static String key(String name, byte[] original) {
        return name + ' ' + original.length + ' ' + Long.toHexString(checksum(original, original.length));
    }

    /** Whether it is known what becomes of a class file. */
    synchronized boolean knows(String key) {
        return entries.containsKey(key);
    }

    /** What becomes of a class file: null if nothing, or if it is not known. */
    synchronized byte @Nullable [] rewritten(String key) {
        byte[] known = entries.get(key);
        return known == null || known.length == 0 ? null : known;
    }

    /** Remembers what has become of a class file, null if nothing. */
    synchronized void put(String key, byte @Nullable [] rewritten) {
        if (file != null && !saved) {
            entries.put(key, rewritten == null ? UNCHANGED : rewritten);
            grown = true;
        }
    }

    /** Writes the file, if there is something new in it, at once whole or not at all; nothing is remembered from then on. */
    synchronized void save() {
        Path target = file;
        saved = true;
        if (target == null || !grown) {
            return;
        }
        try {
            byte[] bytes = bytes();
            Path directory = target.toAbsolutePath().getParent();
            if (bytes.length > MOST_BYTES || directory == null) {
                return;
            }
            Files.createDirectories(directory);
            Path written = Files.createTempFile(directory, "new", ".tmp");
            try {
                Files.write(written, bytes);
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
                prune(directory);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            // The next JVM rewrites them again.
        }
    }

    /** Agents and JDKs come and go: those not started for longest leave. */
    private static void prune(Path directory) {
        File[] files = directory.toFile().listFiles((d, name) -> name.endsWith(SUFFIX));
        if (files != null && files.length > MOST_FILES) {
            Arrays.sort(files, Comparator.comparingLong(File::lastModified));
            for (int i = 0; i < files.length - MOST_FILES; i++) {
                boolean _ = files[i].delete();
            }
        }
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(FORMAT);
        out.writeInt(entries.size());
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().length);
            out.write(entry.getValue());
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }
}
