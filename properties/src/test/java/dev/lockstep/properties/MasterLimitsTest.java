package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.MILLI;
import static dev.lockstep.properties.Scene.SECOND;
import static dev.lockstep.properties.Scene.expect;

import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.client.RespClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a master bounds what its replicas cost it, each bound on its own. */
class MasterLimitsTest {
    /** Writes until the master has dropped the replica; returns how many sequences that took. */
    private static long writeUntilDropped(Scene scene, long bound) throws java.io.IOException, InterruptedException {
        long before = scene.node("n1").view().latestSequence();
        try (RespClient client = scene.connect("n1")) {
            scene.await("dropped", bound, () -> {
                expect("SET", "OK", client.call("SET", "k", "v".repeat(20_000)));
                return client.call("INFO", "replication").contains("connected_slaves:0");
            });
        }
        return scene.node("n1").view().latestSequence() - before;
    }

    @Test
    void aReplicaThatDoesNotReadIsDroppedAfterTheTimeOut() {
        try (Scene scene = new Scene(2, Map.of("replication-send-timeout-ms", "3000"))) {
            scene.play(() -> {
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                scene.node("n2").pause();
                long paused = System.nanoTime();
                writeUntilDropped(scene, 2 * scene.bounds().feed());
                long took = System.nanoTime() - paused;
                expect("not before the time-out", true, took >= 3 * SECOND);
                scene.node("n2").resume();
                scene.awaitLevel("n2", "n1", scene.bounds().linkBack());
            });
        }
    }

    /** The link takes less than what is written, so the replica reads all the time and never has the latest. */
    @Test
    void aReplicaThatLagsTooFarIsDroppedLongBeforeTheTimeOut() {
        int lag = 50;
        Map<String, String> config = Map.of("replication-send-timeout-ms", "3600000", "max-replication-lag", "" + lag);
        try (Scene scene = new Scene(2, config, LinkOptions.DEFAULT.bandwidth(200_000))) {
            scene.play(() -> {
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                long written = writeUntilDropped(scene, 60 * SECOND);
                expect("lag " + written, true, written > lag);
                scene.tell("n1", "CONFIG", "SET", "max-replication-lag", "100000000");
                scene.awaitLevel("n2", "n1", scene.bounds().recovery(written * 20_000 * SECOND / 200_000));
            });
        }
    }

    @Test
    void aCheckpointIsDeletedWhenNobodyHasUsedItForHalfAMinute() {
        Map<String, String> config = Map.of("rocksdb.wal_ttl_seconds", "0", "rocksdb.wal_size_limit_mb", "0");
        try (Scene scene = new Scene(1, config)) {
            Path checkpoint = scene.node("n1").directory().resolve("checkpoint");
            long idle = 30 * SECOND;
            long look = 10 * SECOND;
            scene.play(() -> {
                scene.tell("n1", "SET", "k", "v");
                try (RespClient client = scene.connect("n1")) {
                    client.send("_fetch_meta");
                    scene.await("checkpoint", Scene.soon(), () -> Files.exists(checkpoint));
                }
                long kept = scene.await("deleted", idle + look + SECOND, () -> !Files.exists(checkpoint));
                expect("kept for " + kept, true, kept > idle - SECOND);
            });
        }
    }

    @Test
    void filesAreSentNoFasterThanIsAllowed() {
        long size = 6L << 20;
        int limitMb = 2;
        Map<String, String> config = Map.of(
                "max-replication-mb",
                "" + limitMb,
                "flush-bytes",
                "" + (1 << 20),
                "rocksdb.wal_ttl_seconds",
                "0",
                "rocksdb.wal_size_limit_mb",
                "0");
        try (Scene scene = new Scene(2, config)) {
            scene.play(() -> {
                scene.fill("n1", "k", 384, 16 << 10);
                scene.tell("n2", "SLAVEOF", "n1", "6666");
                scene.await(
                        "transfer",
                        Scene.soon(),
                        () -> scene.node("n2").view().link().equals("fetch_sst"));
                long least = size * SECOND / (limitMb << 20);
                long took = scene.await(
                        "level",
                        2 * least + scene.bounds().recovery(0),
                        () -> scene.node("n2").view().link().equals("connected"));
                // The pause comes after each file, so the last one is not waited for by the replica.
                expect("transfer of " + took / MILLI + " ms", true, took > least / 2 && took < 2 * least);
                scene.awaitLevel("n2", "n1", Scene.soon());
            });
        }
    }
}
