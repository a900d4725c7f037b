package dev.lockstep.node.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A recorded replication exchange between two real Kvrocks servers, see {@code transcripts/README.md}. */
public final class Transcript {
    private final List<Exchange> exchanges;

    private Transcript(List<Exchange> exchanges) {
        this.exchanges = exchanges;
    }

    /** One TCP connection. */
    public static final class Exchange {
        private final int number;
        private final byte[] fromReplica;
        private final byte[] fromMaster;

        Exchange(int number, byte[] fromReplica, byte[] fromMaster) {
            this.number = number;
            this.fromReplica = fromReplica;
            this.fromMaster = fromMaster;
        }

        /** In the order of opening, from 1. */
        public int number() {
            return number;
        }

        /** All bytes that the replica sent. */
        public byte[] fromReplica() {
            return fromReplica;
        }

        /** All bytes that the master sent. */
        public byte[] fromMaster() {
            return fromMaster;
        }

        /** Whether the replica's words contain {@code word}. */
        public boolean asks(String word) {
            return text(fromReplica).contains("\r\n" + word + "\r\n");
        }

        /** What the replica sent, as Latin-1. */
        public String request() {
            return text(fromReplica);
        }

        /** What the master sent, as Latin-1. */
        public String reply() {
            return text(fromMaster);
        }

        /** Whether incremental sync was granted. */
        public boolean streams() {
            return reply().contains("\r\n+OK\r\n+OK\r\n");
        }

        /** Whether a transfer of files ended before all had been sent. */
        public boolean cut() {
            String[] lines = request().strip().split("\r\n", -1);
            int wanted = lines[lines.length - 1].split(",", -1).length;
            Map<String, byte[]> files = new LinkedHashMap<>();
            return asks("_fetch_file") && fromMaster.length > 0 && collect(this, files) < wanted;
        }

        /** The batches that the master sent after it granted incremental sync, without pings. */
        public List<byte[]> batches() {
            int start = reply().indexOf("\r\n+OK\r\n+OK\r\n") + "\r\n+OK\r\n+OK\r\n".length();
            List<byte[]> batches = new ArrayList<>();
            for (int at = start; at < fromMaster.length; ) {
                int end = reply().indexOf("\r\n", at);
                int length = Integer.parseInt(reply().substring(at + 1, end));
                if (length != 4) {
                    batches.add(Arrays.copyOfRange(fromMaster, end + 2, end + 2 + length));
                }
                at = end + 2 + length + 2;
            }
            return batches;
        }

        @Override
        public String toString() {
            return "connection " + number;
        }
    }

    /** The exchange called {@code name}. */
    public static Transcript named(String name) {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in =
                        Objects.requireNonNull(Transcript.class.getResourceAsStream("/transcripts/" + name + ".zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 1; i <= files.size() / 2; i++) {
            String prefix = String.format("conn%02d.", i);
            exchanges.add(new Exchange(
                    i,
                    Objects.requireNonNull(files.get(prefix + "replica_to_master.bin")),
                    Objects.requireNonNull(files.get(prefix + "master_to_replica.bin"))));
        }
        return new Transcript(exchanges);
    }

    /** All connections. */
    public List<Exchange> exchanges() {
        return exchanges;
    }

    /** The connection with that number. */
    public Exchange exchange(int number) {
        return exchanges.get(number - 1);
    }

    /** The names of the files in the master's checkpoint, in its order. */
    public List<String> names() {
        Exchange meta = exchanges.stream()
                .filter(exchange -> exchange.asks("_fetch_meta"))
                .findFirst()
                .orElseThrow();
        return List.of(meta.reply().strip().split(",", -1));
    }

    /** The files of the checkpoint that arrived completely, by name. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Exchange exchange : exchanges) {
            if (exchange.asks("_fetch_file")) {
                collect(exchange, files);
            }
        }
        return files;
    }

    /** Adds the files that arrived completely to {@code files}; returns how many there are then. */
    private static int collect(Exchange exchange, Map<String, byte[]> files) {
        String[] lines = exchange.request().strip().split("\r\n", -1);
        int at = 0;
        for (String name : lines[lines.length - 1].split(",", -1)) {
            int end = exchange.reply().indexOf("\r\n", at);
            if (end < 0) {
                break;
            }
            int size = Integer.parseInt(exchange.reply().substring(at, end));
            at = end + 2 + size;
            if (at <= exchange.fromMaster().length) {
                files.put(name, Arrays.copyOfRange(exchange.fromMaster(), end + 2, at));
            }
        }
        return files.size();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
