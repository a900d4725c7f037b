package dev.lockstep.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.testing.Await;
import dev.lockstep.node.testing.EntryModel;
import dev.lockstep.node.testing.RecordedMaster;
import dev.lockstep.node.testing.TestNode;
import dev.lockstep.node.testing.Transcript;
import dev.lockstep.node.testing.Transcript.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded exchanges of real servers: their master against this replica, their replica against this master, byte by byte. */
class TranscriptTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    @TempDir
    private Path dir = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"rsid_no", "rsid_no_with_sst", "many_files"})
    void ourReplicaSaysWhatTheRecordedOneSaid(String name) throws IOException {
        Transcript transcript = Transcript.named(name);
        try (RecordedMaster master = new RecordedMaster(transcript, Map.of());
                TestNode replica = replica(transcript)) {
            follow(replica, transcript, master);
            EntryModel expected = expected(transcript);
            Await.until("all batches are applied", () -> replica.view().latestSequence() == expected.latest());
            assertThat(master.differences()).isEmpty();
            assertThat(master.otherRequests()).isEmpty();
            assertThat(master.played()).containsExactlyInAnyOrderElementsOf(byReplica(transcript));
            assertThat(replica.entries()).isEqualTo(expected.entries());
            assertThat(replica.view().link()).isEqualTo("connected");
            assertThat(replica.ask("INFO", "replication"))
                    .contains("role:slave", "master_link_status:up", "slave_repl_offset:" + expected.latest());
        }
    }

    /** The recorded replica kept MANIFEST and log by name; ours fetches them again, see SyncDirectory. */
    @Test
    void aCutFullSyncIsResumed() throws IOException {
        Transcript transcript = Transcript.named("cut_resume");
        try (RecordedMaster master = new RecordedMaster(transcript, transcript.files());
                TestNode replica = replica(transcript)) {
            follow(replica, transcript, master);
            EntryModel expected = expected(transcript);
            Await.until("all batches are applied", () -> replica.view().latestSequence() == expected.latest());
            assertThat(master.differences()).isEmpty();
            assertThat(master.played()).contains(1, 2, 3, 4, 5, 6, 7, 12);
            assertThat(master.fileRequests().subList(4, master.fileRequests().size()))
                    .flatMap(names -> List.of(names.split(",", -1)))
                    .contains("CURRENT", "MANIFEST-000067", "OPTIONS-000069", "000066.log")
                    .contains("000057.sst", "000014.sst", "000030.sst")
                    .doesNotHaveDuplicates();
            assertThat(replica.entries()).isEqualTo(expected.entries());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsid_no", "rsid_no_with_sst", "many_files", "cut_resume"})
    void theRecordedTablesAreReadBackKeyByKey(String name) throws IOException {
        Transcript transcript = Transcript.named(name);
        EntryModel expected = new EntryModel();
        int inTables = addFiles(expected, write(transcript.files(), dir.resolve("files")));
        write(transcript.files(), dir.resolve("n").resolve("db"));
        try (TestNode node = TestNode.start(dir.resolve("n"), NodeObserver.NONE, "cluster-enabled", "yes")) {
            assertThat(node.entries()).isEqualTo(expected.entries()).isNotEmpty();
            assertThat(node.view().latestSequence()).isEqualTo(expected.latest());
        }
        boolean tables = transcript.names().stream().anyMatch(file -> file.endsWith(".sst"));
        assertThat(inTables > 0).isEqualTo(tables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsid_no", "rsid_no_with_sst", "many_files", "cut_resume"})
    void ourMasterSaysWhatTheRecordedOneSaid(String name) throws IOException {
        Transcript transcript = Transcript.named(name);
        Path home = dir.resolve("n");
        write(transcript.files(), home.resolve("db"));
        try (TestNode master =
                TestNode.start(home, NodeObserver.NONE, "cluster-enabled", "yes", "feed-ping-ms", "3600000")) {
            for (Exchange exchange : transcript.exchanges()) {
                answer(transcript, exchange, master, home);
            }
        }
    }

    private void answer(Transcript transcript, Exchange exchange, TestNode master, Path home) throws IOException {
        if (exchange.streams()) {
            stream(exchange, master);
        } else if (exchange.asks("_fetch_meta")) {
            full(exchange, master);
        } else if (exchange.asks("_fetch_file")) {
            write(transcript.files(), home.resolve("checkpoint"));
            assertThat(talk(exchange, master, -1)).startsWith(exchange.reply());
        } else {
            assertThat(talk(exchange, master, exchange.fromMaster().length))
                    .as("%s", exchange)
                    .isEqualTo(exchange.reply());
        }
    }

    /** The names are those of this server's own files; what counts is that a database with everything comes out of them. */
    private void full(Exchange exchange, TestNode master) throws IOException {
        String reply = talk(exchange, master, -1);
        assertThat(reply).endsWith("\r\n");
        List<String> names = List.of(reply.strip().split(",", -1));
        assertThat(names).contains("CURRENT").anyMatch(file -> file.startsWith("MANIFEST-"));
        Path fetched = dir.resolve("fetched" + exchange.number()).resolve("db");
        for (String file : names) {
            String request = "*2\r\n$11\r\n_fetch_file\r\n$" + file.length() + "\r\n" + file + "\r\n";
            String answer = talk(request, master, -1);
            int end = answer.indexOf("\r\n");
            assertThat(Integer.parseInt(answer.substring(0, end))).isEqualTo(answer.length() - end - 2);
            write(Map.of(file, answer.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1)), fetched);
        }
        try (TestNode copy = TestNode.start(
                Path.of(String.valueOf(fetched.getParent())), NodeObserver.NONE, "cluster-enabled", "yes")) {
            assertThat(copy.entries()).isEqualTo(master.entries()).isNotEmpty();
        }
    }

    /** The recorded batches are committed here as they were there; then the frames must be the recorded bytes, pings apart. */
    private static void stream(Exchange exchange, TestNode master) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        int granted = exchange.reply().indexOf("+OK\r\n+OK\r\n") + "+OK\r\n+OK\r\n".length();
        expected.write(exchange.fromMaster(), 0, granted);
        for (byte[] batch : exchange.batches()) {
            ((Node) master.server()).parts().store().apply(batch);
            expected.writeBytes(("$" + batch.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            expected.writeBytes(batch);
            expected.writeBytes(new byte[] {'\r', '\n'});
        }
        assertThat(talk(exchange, master, expected.size()))
                .as("%s", exchange)
                .isEqualTo(expected.toString(StandardCharsets.ISO_8859_1));
    }

    private static String talk(Exchange exchange, TestNode master, int length) throws IOException {
        return talk(exchange.request(), master, length);
    }

    /** Sends the bytes one by one and returns the next {@code length} bytes of the answer, or all to the end if that is -1. */
    private static String talk(String request, TestNode master, int length) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), master.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            for (byte next : request.getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(next);
            }
            InputStream in = socket.getInputStream();
            byte[] answer = length < 0 ? in.readAllBytes() : in.readNBytes(length);
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    private TestNode replica(Transcript transcript) {
        return TestNode.start(
                dir.resolve("r"),
                NodeObserver.NONE,
                "cluster-enabled",
                "yes",
                "retry-wait-ms",
                "20",
                "reconnect-wait-ms",
                "20",
                "replica-announce-port",
                first(transcript, "listening-port\r\n\\$\\d+\r\n(\\d+)"));
    }

    /** Gives the replica as many writes of its own as the recorded one had, and then the master. */
    private static void follow(TestNode replica, Transcript transcript, RecordedMaster master) {
        String self = B + " 127.0.0.1 " + replica.port();
        replica.ask("CLUSTERX", "SETNODEID", B);
        assertThat(replica.ask("CLUSTERX", "SETNODES", self + " master - 0-16383", "1"))
                .isEqualTo("+OK");
        int next = Integer.parseInt(first(transcript, "PSYNC\r\n\\$\\d+\r\n(\\d+)"));
        for (int i = 1; i < next; i++) {
            assertThat(replica.ask("SET", "own" + i, "x")).isEqualTo("+OK");
        }
        String nodes = A + " 127.0.0.1 " + master.port() + " master - 0-16383\n" + self + " slave " + A;
        assertThat(replica.ask("CLUSTERX", "SETNODES", nodes, "2")).isEqualTo("+OK");
    }

    private EntryModel expected(Transcript transcript) throws IOException {
        EntryModel model = new EntryModel();
        addFiles(model, write(transcript.files(), dir.resolve("expected")));
        transcript.exchanges().stream()
                .filter(Exchange::streams)
                .forEach(exchange -> exchange.batches().forEach(model::addBatch));
        return model;
    }

    /** The connections that the replica opened, without the requests made by hand at the end. */
    private static List<Integer> byReplica(Transcript transcript) {
        int last = transcript.exchanges().stream()
                .filter(Exchange::streams)
                .mapToInt(Exchange::number)
                .max()
                .orElseThrow();
        return transcript.exchanges().stream()
                .map(Exchange::number)
                .filter(number -> number <= last)
                .toList();
    }

    private static String first(Transcript transcript, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(transcript.exchange(1).request());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Returns how many entries the tables have. */
    private static int addFiles(EntryModel model, Path files) throws IOException {
        try (var found = Files.list(files)) {
            List<Path> sorted = found.sorted().toList();
            int count = sorted.stream()
                    .filter(file -> file.toString().endsWith(".sst"))
                    .mapToInt(model::addTable)
                    .sum();
            sorted.stream().filter(file -> file.toString().endsWith(".log")).forEach(model::addLog);
            return count;
        }
    }

    private static Path write(Map<String, byte[]> files, Path where) throws IOException {
        Files.createDirectories(where);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(where.resolve(file.getKey()), file.getValue());
        }
        return where;
    }
}
