package dev.lockstep.core.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;

/** The jars that an agent needs on disk, written from the class path, so that it works from a directory of classes as well. */
final class AgentJar {
    /** To find a name for a file that no other JVM takes in the same nanosecond. */
    private static final int ATTEMPTS = 100;

    private static final List<String> BOOT = List.of(
            "boot/Backend",
            "boot/Hooks",
            "boot/Hooks$Finder",
            "boot/Facades",
            "boot/Escapes",
            "boot/Pools",
            "boot/HostProcess",
            "boot/ProcessHooks",
            "boot/Disk",
            "boot/DiskHooks",
            "boot/Machine",
            "boot/Names",
            "boot/Notifications",
            "boot/Datagrams",
            "boot/Interfaces",
            "boot/InterfaceHooks",
            "boot/Reflections",
            "boot/SharedBinHooks",
            "boot/ThreadIds");

    /** The classes whose code decides how a class file is rewritten. */
    static final List<String> REWRITING = List.of(
            "AccessPoints",
            "Amendment",
            "Amendments",
            "CallSites",
            "CallSites$Place",
            "ClassFacts",
            "ClassRewriter",
            "DiskHeads",
            "InterfaceHeads",
            "LockHeads",
            "MethodFrames",
            "MethodFrames$1",
            "MethodHeads",
            "MethodHeads$1",
            "MethodReferences",
            "ProcessHeads",
            "ReflectionHeads",
            "Replacements",
            "SharedBins");

    private AgentJar() {}

    /**
     * Writes the jar for the boot class path into the directory of temporary files, for this user alone. Not by createTempFile, which
     * fetches randomness first and takes longer than all of this.
     */
    static Path writeBoot(OwnFiles own) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path file = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "lockstep-boot-" + Long.toHexString(System.nanoTime()) + ".jar");
            try (JarOutputStream jar = new JarOutputStream(Channels.newOutputStream(Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner())))) {
                writeBoot(jar, own);
                return file;
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static FileAttribute<?>[] owner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
                }
                : new FileAttribute<?>[0];
    }

    private static void writeBoot(JarOutputStream jar, OwnFiles own) throws IOException {
        jar.setLevel(Deflater.NO_COMPRESSION);
        for (String type : BOOT) {
            String path = "dev/lockstep/core/" + type + ".class";
            jar.putNextEntry(new JarEntry(path));
            jar.write(own.read(path));
            jar.closeEntry();
        }
    }

    /** Writes a jar that makes a JVM with this module on its class path load the agent. */
    static void writeStub(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Agent-Class", LockstepAgent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        main.putValue("Can-Redefine-Classes", "true");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.flush();
        }
    }
}
