package dev.lockstep.node.replica;

import dev.lockstep.node.store.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * Where the files of a full sync are collected: {@code <dir>/sync_checkpoint}, and beside it a record of what has arrived completely. The
 * wire carries neither sizes nor checksums beforehand, and a MANIFEST or log keeps its name while it grows, so only tables are
 * taken over from an earlier attempt, and only if the master's MANIFEST still has the same name and size and CRC32C on disk are as
 * recorded. RocksDB compares each table's unique id with the MANIFEST at open; if that fails everything is fetched again. (Kvrocks trusts
 * names alone, see the latent fault X3 of the behaviour description.)
 */
final class SyncDirectory {
    private final Path directory;
    private final Path record;
    private final ReentrantLock lock = new ReentrantLock();

    SyncDirectory(Path nodeDir) {
        directory = nodeDir.resolve("sync_checkpoint");
        record = Trees.sibling(directory, ".record");
    }

    Path path() {
        return directory;
    }

    /** Forgets everything. */
    void destroy() throws IOException {
        Trees.delete(directory);
        Files.deleteIfExists(record);
    }

    /**
     * Makes the directory ready for the files {@code names}.
     *
     * @return those that have to be fetched, in the same order
     */
    List<String> prepare(List<String> names) throws IOException {
        Files.createDirectories(directory);
        String head = manifest(names);
        Map<String, String> kept = reusable(names, head);
        for (String name : Trees.names(directory)) {
            if (!kept.containsKey(name)) {
                Files.delete(directory.resolve(name));
            }
        }
        List<String> lines = new ArrayList<>(List.of(head));
        lines.addAll(kept.values());
        Files.write(record, lines, StandardCharsets.UTF_8);
        return names.stream().filter(name -> !kept.containsKey(name)).toList();
    }

    /** Where a file is written while it arrives. */
    Path partial(String name) {
        return directory.resolve(name + ".tmp");
    }

    /** Gives a file that has arrived its name and records it. Any thread may call this. */
    void complete(String name, long size, CRC32C crc) throws IOException {
        Files.move(partial(name), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        lock.lock();
        try {
            Files.write(record, List.of(line(name, size, crc)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } finally {
            lock.unlock();
        }
    }

    private Map<String, String> reusable(List<String> names, String head) throws IOException {
        Map<String, String> kept = new LinkedHashMap<>();
        if (!Files.exists(record)) {
            return kept;
        }
        List<String> lines = Files.readAllLines(record, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.getFirst().equals(head)) {
            return kept;
        }
        for (String line : lines.subList(1, lines.size())) {
            String name = line.split(" ", -1)[0];
            if (name.endsWith(".sst") && names.contains(name) && line.equals(onDisk(name))) {
                kept.put(name, line);
            }
        }
        return kept;
    }

    private String onDisk(String name) throws IOException {
        Path file = directory.resolve(name);
        CRC32C crc = new CRC32C();
        if (!Files.isRegularFile(file)) {
            return "";
        }
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
            }
        }
        return line(name, Files.size(file), crc);
    }

    private static String manifest(List<String> names) {
        return "checkpoint "
                + names.stream()
                        .filter(name -> name.startsWith("MANIFEST"))
                        .findFirst()
                        .orElse("without MANIFEST");
    }

    /** Its length must not depend on the checksum: tables of equal content have different ones, see {@code MemoryTable}. */
    private static String line(String name, long size, CRC32C crc) {
        return "%s %d %08x".formatted(name, size, crc.getValue());
    }
}
