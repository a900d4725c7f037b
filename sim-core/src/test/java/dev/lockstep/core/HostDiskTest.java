package dev.lockstep.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDiskTest {
    private static final byte[] TEN = "0123456789".getBytes(US_ASCII);

    @TempDir
    Path directory;

    /** A way to write ten bytes to a new file. */
    private interface Way {
        void write(Path file) throws IOException;
    }

    private static final Map<String, Way> WAYS = Map.of(
            "stream",
            file -> {
                try (FileOutputStream out = new FileOutputStream(file.toFile())) {
                    out.write(TEN);
                }
            },
            "range",
            file -> {
                try (FileOutputStream out = new FileOutputStream(file.toFile())) {
                    out.write(TEN, 0, 10);
                }
            },
            "Files.write",
            file -> Files.write(file, TEN),
            "Files.writeString",
            file -> Files.writeString(file, "0123456789"),
            "channel",
            file -> {
                try (FileChannel out = create(file)) {
                    out.write(ByteBuffer.wrap(TEN));
                }
            },
            "place",
            file -> {
                try (FileChannel out = create(file)) {
                    out.write(ByteBuffer.wrap(TEN), 0);
                }
            },
            "gathering",
            file -> {
                try (FileChannel out = create(file)) {
                    out.write(new ByteBuffer[] {ByteBuffer.wrap(TEN, 0, 4), ByteBuffer.wrap(TEN, 4, 6)});
                }
            },
            "random",
            file -> {
                try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                    out.write(TEN);
                }
            });

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void on(Host host, Host.ThrowingRunnable body) {
        host.start("main", body);
        host.simulation().runFor(10_000_000_000L);
        assertThat(host.simulation().violations()).isEmpty();
    }

    @Test
    void everyWayOfWritingFailsOnAFullDisk() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host host = simulation.host("a");
            List<String> failed = new ArrayList<>();
            host.disk().full(true);
            on(host, () -> {
                for (Map.Entry<String, Way> way : WAYS.entrySet()) {
                    Path file = directory.resolve(way.getKey());
                    assertThatThrownBy(() -> way.getValue().write(file))
                            .as(way.getKey())
                            .isInstanceOf(IOException.class)
                            .hasMessage("No space left on device");
                    assertThat(Files.size(file)).isLessThan(10);
                    failed.add(way.getKey());
                }
            });
            assertThat(failed).hasSize(WAYS.size());
        }
    }

    @Test
    void whatAFailedWriteLeavesIsABeginningDrawnFromTheSeed() throws IOException {
        assertThat(List.of(left(1), left(1), left(2), left(3), left(4), left(5)))
                .allMatch(text -> "0123456789".startsWith(text) && text.length() < 10)
                .satisfies(all -> assertThat(all.get(0)).isEqualTo(all.get(1)))
                .satisfies(all -> assertThat(all.stream().distinct().count()).isGreaterThan(2));
    }

    private String left(long seed) throws IOException {
        Path file = directory.resolve("left");
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            Host host = simulation.host("a");
            host.disk().full(true);
            on(host, () -> assertThatThrownBy(() -> Files.write(file, TEN)).isInstanceOf(IOException.class));
        }
        return Files.readString(file);
    }

    @Test
    void nothingGetsThroughToABrokenDiskUntilItIsMended() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host host = simulation.host("a");
            Path file = directory.resolve("file");
            List<String> said = new ArrayList<>();
            host.disk().failing(true);
            simulation.schedule(1_000_000_000L, () -> host.disk().failing(false));
            on(host, () -> {
                try (FileChannel out = create(file)) {
                    said.add(message(() -> out.write(ByteBuffer.wrap(TEN))));
                    said.add(message(() -> out.force(true)));
                    said.add(message(() -> Files.move(file, directory.resolve("other"))));
                    Thread.sleep(1_000);
                    out.truncate(0);
                    out.write(ByteBuffer.wrap(TEN), 0);
                    out.force(true);
                }
                Files.move(file, directory.resolve("other"));
            });
            assertThat(said).containsOnly("Input/output error").hasSize(3);
            assertThat(host.disk().refusedNanos()).isEqualTo(1_000_000_000L);
            assertThat(directory.resolve("other")).hasBinaryContent(TEN);
        }
    }

    @Test
    void aFlakyDiskRefusesAShareOfWhatItIsAskedDrawnFromTheSeed() {
        List<String> first = refusals(1);
        assertThat(first.stream().filter("Input/output error"::equals).count()).isBetween(20L, 80L);
        assertThat(first.stream().filter("no failure"::equals).count()).isBetween(120L, 180L);
        assertThat(refusals(1)).isEqualTo(first);
        assertThat(refusals(2)).isNotEqualTo(first);
    }

    /** Of a hundred writes and a hundred forces. */
    private List<String> refusals(long seed) {
        List<String> said = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(seed))) {
            Host host = simulation.host("a");
            host.disk().refusing(0.25);
            assertThat(host.disk().refuses()).isTrue();
            simulation.schedule(1_000_000_000L, () -> host.disk().refusing(0));
            on(host, () -> {
                try (FileChannel out = create(directory.resolve("flaky"))) {
                    for (int i = 0; i < 100; i++) {
                        said.add(message(() -> out.write(ByteBuffer.wrap(TEN))));
                        said.add(message(() -> out.force(true)));
                    }
                    Thread.sleep(1_000);
                    for (int i = 0; i < 100; i++) {
                        out.write(ByteBuffer.wrap(TEN));
                    }
                }
            });
            assertThat(host.disk().refuses()).isFalse();
            assertThat(host.disk().refusedNanos()).isEqualTo(1_000_000_000L);
        }
        return said;
    }

    @Test
    void aProbabilityOutsideOfItsRangeIsRefused() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            HostDisk disk = simulation.host("a").disk();
            for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
                assertThatThrownBy(() -> disk.refusing(wrong))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("" + wrong)
                        .hasMessageContaining("0 to 1");
            }
        }
    }

    private static String message(Host.ThrowingRunnable body) {
        try {
            body.run();
            return "no failure";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aSlowDiskTakesVirtualTimeAndCannotBeInterrupted() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host host = simulation.host("a");
            List<Long> took = new ArrayList<>();
            host.disk().delay(5_000_000L);
            on(host, () -> {
                long start = System.nanoTime();
                Thread.currentThread().interrupt();
                try (FileOutputStream out =
                        new FileOutputStream(directory.resolve("slow").toFile())) {
                    out.write(TEN);
                    out.write(TEN);
                    out.getFD().sync();
                }
                assertThat(Thread.interrupted()).isTrue();
                took.add(System.nanoTime() - start);
            });
            assertThat(took).containsExactly(15_000_000L);
            assertThat(host.disk().waitedNanos()).isEqualTo(15_000_000L);
        }
    }

    @Test
    void anotherHostAndThreadsOutsideHaveADiskOfTheirOwn() throws IOException {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            simulation.host("a").disk().full(true);
            on(simulation.host("b"), () -> Files.write(directory.resolve("b"), TEN));
            Files.write(directory.resolve("outside"), TEN);
        }
        assertThat(directory.resolve("b")).hasBinaryContent(TEN);
        assertThat(directory.resolve("outside")).hasBinaryContent(TEN);
    }

    /** A listener of the trace is called on threads of hosts. */
    @Test
    void filesOfWhoWatchesAreNotOnTheHostsDisk() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host host = simulation.host("a");
            host.disk().full(true);
            simulation.trace().listener(event -> {
                try {
                    Files.write(directory.resolve("trace"), TEN);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            on(host, () -> simulation.trace().emit(TraceKind.NOTE, Host.current(), "noted"));
            assertThat(host.disk().unforced()).isEmpty();
        }
        assertThat(directory.resolve("trace")).hasBinaryContent(TEN);
    }

    @Test
    void whatIsNotForcedIsKnownUnderItsPresentName() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host host = simulation.host("a");
            Path inner = directory.resolve("before");
            on(host, () -> {
                Files.createDirectory(inner);
                try (FileOutputStream log =
                        new FileOutputStream(inner.resolve("log").toFile())) {
                    log.write(TEN);
                    log.getFD().sync();
                    log.write(TEN);
                }
                try (FileChannel forced = create(inner.resolve("forced"))) {
                    forced.write(ByteBuffer.wrap(TEN));
                    forced.force(true);
                }
                Files.write(inner.resolve("conf.tmp"), TEN);
                Files.move(inner.resolve("conf.tmp"), inner.resolve("conf"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(inner, directory.resolve("after"));
            });
            assertThat(host.disk().unforced())
                    .isEqualTo(Map.of(
                            directory.resolve("after/log"), 10L,
                            directory.resolve("after/conf"), 0L));
            host.disk().settled(directory.resolve("after"));
            assertThat(host.disk().unforced()).isEmpty();
        }
    }

    @Test
    void aFileWrittenAnewHasLostWhatWasForced() {
        try (Simulation simulation = Simulation.create(SimulationOptions.seed(1))) {
            Host host = simulation.host("a");
            Path file = directory.resolve("conf");
            on(host, () -> {
                try (FileChannel out = create(file)) {
                    out.write(ByteBuffer.wrap(TEN));
                    out.force(false);
                }
                Files.write(file, TEN);
            });
            assertThat(host.disk().unforced()).isEqualTo(Map.of(file, 0L));
        }
    }
}
