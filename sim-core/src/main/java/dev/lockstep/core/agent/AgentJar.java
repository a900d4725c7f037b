package dev.lockstep.core.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;

/** The jars that an agent needs on disk, written from the class path, so that it works from a directory of classes as well. */
final class AgentJar {
    private static final List<String> BOOT = List.of(
            "boot/Backend",
            "boot/Hooks",
            "boot/Hooks$Finder",
            "boot/Facades",
            "boot/Escapes",
            "boot/Pools",
            "boot/HostProcess",
            "boot/ProcessHooks",
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

    /** Writes the jar for the boot class path, which must not be there yet. */
    static void writeBoot(Path file, OwnFiles own) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            for (String type : BOOT) {
                String path = "dev/lockstep/core/" + type + ".class";
                jar.putNextEntry(new JarEntry(path));
                jar.write(own.read(path));
                jar.closeEntry();
            }
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
