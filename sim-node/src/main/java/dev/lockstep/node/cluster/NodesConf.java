package dev.lockstep.node.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code nodes.conf}: {@code version n}, {@code id X}, and a line {@code node ...} for each node as in SETNODES. Written to a
 * temporary file, forced to disk and renamed, so that it is never half there.
 */
public final class NodesConf {
    private final Path file;

    /** The file in the node's directory. */
    public NodesConf(Path dir) {
        this.file = dir.resolve("nodes.conf");
    }

    /** Replaces the file by the present state. */
    public void write(ClusterState state) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("version ")
                .append(state.version())
                .append("\nid ")
                .append(state.myId())
                .append('\n');
        for (ClusterNode node : state.topology().nodes()) {
            text.append("node ").append(line(node)).append('\n');
        }
        Path temporary = file.resolveSibling("nodes.conf.tmp");
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the file. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Reads the file into {@code state}; does nothing if there is none.
     *
     * @throws IOException if it cannot be read or says what SETNODES would refuse; {@code state} is unchanged then
     */
    public void load(ClusterState state) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long version = -1;
        String id = "";
        StringBuilder nodes = new StringBuilder();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String value = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("version ")) {
                version = version(value);
            } else if (line.startsWith("id ")) {
                id = value;
            } else if (line.startsWith("node ")) {
                nodes.append(value).append('\n');
            } else {
                throw new IOException(file + ": unknown line '" + line + "'");
            }
        }
        Topology topology = version < 0 ? Topology.EMPTY : topology(nodes.toString());
        state.identify(id);
        state.replace(version, topology);
    }

    private long version(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": version '" + text + "' is no number", e);
        }
    }

    private Topology topology(String nodes) throws IOException {
        try {
            return TopologyParser.parse(nodes);
        } catch (TopologyException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String line(ClusterNode node) {
        StringBuilder line = new StringBuilder();
        line.append(node.id()).append(' ').append(node.host()).append(' ').append(node.port());
        line.append(node.master() ? " master -" : " slave " + node.masterId());
        for (SlotRange range : node.ranges()) {
            line.append(' ').append(range);
        }
        return line.toString();
    }
}
