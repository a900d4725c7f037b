package dev.lockstep.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.runtime.StopSignal;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.RocksStore;
import dev.lockstep.node.store.StoreSettings;
import dev.lockstep.node.store.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * A stream of replication frames that was cut or damaged somewhere: the frames before are applied, the link ends, and the database can be
 * written. A damaged value is applied as it came, since Kvrocks' frames have no checksum.
 */
class DamagedFramesTest {
    private static final StoreSettings SETTINGS = new StoreSettings(1 << 20, 1 << 20, 3600, 1000, false, false);
    private static final int FRAMES = 12;

    @Property(tries = 40)
    void aCutStreamIsAppliedUpToTheCut(@ForAll long seed, @ForAll @IntRange(max = 999_999) int place)
            throws IOException {
        Stream stream = Stream.of(new Random(seed));
        int cut = stream.at(place);
        List<String> applied = applied(Arrays.copyOf(stream.bytes, cut));
        assertThat(applied).isEqualTo(names(stream.wholeBefore(cut)));
    }

    @Property(tries = 40)
    void aDamagedStreamIsAppliedUpToTheDamageAtLeast(
            @ForAll long seed,
            @ForAll @IntRange(max = 999_999) int place,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        Stream stream = Stream.of(new Random(seed));
        int damage = stream.at(place);
        byte[] bytes = stream.bytes.clone();
        bytes[damage] ^= (byte) change;
        assertThat(applied(bytes)).containsAll(names(stream.wholeBefore(damage)));
    }

    @Property(tries = 40)
    void noiseIsNotApplied(@ForAll @Size(max = 300) byte[] noise) throws IOException {
        assertThat(applied(noise)).isEmpty();
    }

    /** Twelve frames, batches and pings, and where each of them ends. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Stream(byte[] bytes, List<Integer> ends, List<Boolean> batches) {
        static Stream of(Random random) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<Integer> ends = new ArrayList<>();
            List<Boolean> batches = new ArrayList<>();
            long sequence = 1;
            for (int i = 0; i < FRAMES; i++) {
                boolean ping = random.nextInt(4) == 0;
                byte[] frame = ping ? text("ping") : batch(sequence, random.nextInt(300));
                sequence += ping ? 0 : 1;
                out.writeBytes(text("$" + frame.length + "\r\n"));
                out.writeBytes(frame);
                out.writeBytes(text("\r\n"));
                ends.add(out.size());
                batches.add(!ping);
            }
            return new Stream(out.toByteArray(), ends, batches);
        }

        int at(int millionths) {
            return (int) (millionths * (long) bytes.length / 1_000_000);
        }

        /** How many batches have come completely before byte {@code limit}. */
        int wholeBefore(int limit) {
            int count = 0;
            for (int i = 0; i < ends.size(); i++) {
                count += ends.get(i) <= limit && batches.get(i) ? 1 : 0;
            }
            return count;
        }
    }

    private static byte[] batch(long sequence, int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) sequence);
        return new BatchWriter()
                .put(ColumnFamily.METADATA, text("key" + sequence), value)
                .withSequence(sequence);
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int sequence = 1; sequence <= count; sequence++) {
            names.add("key" + sequence);
        }
        return names;
    }

    /** The keys that a replica has, in the order of their sequences, after its master sent {@code bytes} and went away. */
    private static List<String> applied(byte[] bytes) throws IOException {
        Path dir = Files.createTempDirectory("frames");
        RocksStore store = new RocksStore(dir.resolve("db"), SETTINGS, NodeObserver.NONE);
        try {
            store.open();
            follow(bytes, store);
            List<String> keys = new ArrayList<>();
            store.forEach(
                    ColumnFamily.METADATA,
                    (family, key, value) -> keys.add(new String(key, StandardCharsets.ISO_8859_1)));
            assertThat(store.latestSequence()).isGreaterThanOrEqualTo(keys.size());
            store.write(new BatchWriter().put(ColumnFamily.METADATA, text("new"), text("y")));
            assertThat(store.get(ColumnFamily.METADATA, text("new"))).isEqualTo(text("y"));
            keys.sort((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length());
            return keys;
        } finally {
            store.close();
            Trees.delete(dir);
        }
    }

    private static void follow(byte[] bytes, RocksStore store) throws IOException {
        NodeConfig config = NodeConfig.of(Map.of());
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ReplicaLink link = ReplicaLink.open(
                        new Master("127.0.0.1", master.getLocalPort()), config.timings(), new StopSignal(), () -> {});
                Socket accepted = master.accept()) {
            accepted.getOutputStream().write(bytes);
            accepted.shutdownOutput();
            assertThatThrownBy(() -> new BatchLoop(store, new Acknowledger(store, false)).run(link))
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
