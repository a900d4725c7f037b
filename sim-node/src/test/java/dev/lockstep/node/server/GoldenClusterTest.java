package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.command.Dispatcher;
import dev.lockstep.node.command.Session;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.master.DetachedLink;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Kvrocks answered to CLUSTER, CLUSTERX and routed commands, asked of the command layer of a node without threads. */
class GoldenClusterTest {
    private static final int PORT = 7799;

    @TempDir
    private Path dir = Path.of("");

    static Stream<String> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoldenClusterTest.class.getResourceAsStream("/golden-cluster.tsv"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersLikeKvrocks(String line) throws InterruptedException, IOException {
        String[] fields = line.split("\t", -1);
        Node node = new Node(
                NodeConfig.of(Map.of("port", "" + PORT, "dir", dir.toString(), "cluster-enabled", "yes")),
                NodeObserver.NONE);
        node.parts().store().open();
        try {
            Dispatcher dispatcher = new Dispatcher(node.parts());
            Session session = new Session(new NoConnection());
            String reply = "";
            for (String command : Arrays.asList(fields).subList(1, fields.length - 1)) {
                RespWriter out = new RespWriter();
                dispatcher.execute(session, words(command), out);
                reply = withoutLengths(new String(out.take(), StandardCharsets.ISO_8859_1));
            }
            String expected = port(unescaped(fields[fields.length - 1].substring(3)));
            assertThat(comparable(reply)).isEqualTo(comparable(expected));
        } finally {
            node.stop();
        }
    }

    private static List<byte[]> words(String command) {
        return Arrays.stream(command.split("\\|", -1))
                .map(word -> port(unescaped(word)).getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static String withoutLengths(String reply) {
        return reply.replaceAll("\\$\\d+\r\n", "\\$");
    }

    /** Without times, and lines of nodes in any order. */
    private static String comparable(String reply) {
        String masked = reply.replaceAll("\\d{13} \\d{13}", "<*>");
        if (!masked.contains(" connected")) {
            return masked;
        }
        return masked.substring(1).lines().sorted().toList().toString();
    }

    private static String port(String text) {
        return text.replace("<PORT+10000>", "" + (PORT + 10000)).replace("<PORT>", "" + PORT);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }

    @AfterEach
    void removeTopology() throws IOException {
        Files.deleteIfExists(dir.resolve("nodes.conf"));
    }

    private static final class NoConnection implements Session.Connection {
        @Override
        public DetachedLink detach() {
            throw new IllegalStateException("no connection");
        }

        @Override
        public void closeAfterReply() {}

        @Override
        public Session.Answer suspend(long timeoutMillis, Supplier<String> otherwise) {
            throw new IllegalStateException("no connection");
        }

        @Override
        public void onClose(Runnable action) {}

        @Override
        public long id() {
            return 1;
        }
    }
}
