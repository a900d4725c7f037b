package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.expect;

import dev.lockstep.net.LinkOptions;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scenarios by which Kvrocks itself accepts replication ids. */
class RsidAcceptanceTest {
    private static final Map<String, String> IDS = Map.of("use-rsid-psync", "yes");

    private static void syncs(Scene scene, String master, int full, int partial) throws IOException {
        expect("sync_full of " + master, "" + full, scene.info(master, "sync_full"));
        expect("sync_partial_ok of " + master, "" + partial, scene.info(master, "sync_partial_ok"));
    }

    @Test
    void theSameSequenceOfAnotherHistoryIsNotEnough() {
        try (Scene scene = new Scene(2, IDS)) {
            scene.play(() -> {
                scene.tell("n1", "SET", "a", "1");
                scene.tell("n2", "SET", "b", "2");
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                syncs(scene, "n1", 1, 1);
                expect("GET", "(nil)", scene.ask("n2", "GET", "b"));
            });
        }
    }

    @Test
    void aReplicaOfAReplicaGoesOnWithTheFirstMaster() {
        try (Scene scene = new Scene(3, IDS)) {
            scene.play(() -> {
                scene.tell("n1", "SET", "a", "1");
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                scene.attach("n3", "n2", scene.bounds().recovery(0));
                syncs(scene, "n1", 1, 1);
                syncs(scene, "n2", 1, 1);
                scene.tell("n1", "SET", "b", "2");
                scene.awaitLevel("n2", "n1", Scene.soon());
                scene.awaitLevel("n3", "n1", Scene.soon());
                scene.follow("n3", "n1");
                scene.tell("n1", "SET", "c", "3");
                scene.awaitLevel("n3", "n1", Scene.soon());
                syncs(scene, "n1", 1, 2);
            });
        }
    }

    @Test
    void afterAMasterThatWasNotThereOnlyAPartOfTheLogIsSent() {
        try (Scene scene = new Scene(2, IDS)) {
            scene.play(() -> {
                scene.tell("n1", "SET", "a", "1");
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                scene.tell("n2", "SLAVEOF", "n1", "1025");
                scene.tell("n1", "SET", "b", "2");
                Thread.sleep(3_000);
                scene.attach("n2", "n1", Scene.soon());
                syncs(scene, "n1", 1, 2);
            });
        }
    }

    @Test
    void afterARewriteAndARestartOnlyAPartOfTheLogIsSent() {
        try (Scene scene = new Scene(2, IDS)) {
            scene.play(() -> {
                scene.tell("n1", "SET", "a", "1");
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                scene.tell("n2", "CONFIG", "REWRITE");
                scene.restart("n2", Map.of());
                scene.tell("n1", "SET", "b", "2");
                scene.awaitLevel("n2", "n1", Scene.soon());
                syncs(scene, "n1", 1, 2);
            });
        }
    }

    /** The start of a replica with ids takes a sequence, which its master does not have. */
    @Test
    void onlyTheReplicaComparesIds() {
        try (Scene scene = new Scene(2, Map.of(), Map.of("n2.use-rsid-psync", "yes"), LinkOptions.DEFAULT)) {
            scene.play(() -> {
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                syncs(scene, "n1", 1, 1);
            });
        }
    }

    @Test
    void onlyTheMasterComparesIds() {
        try (Scene scene = new Scene(2, Map.of(), Map.of("n1.use-rsid-psync", "yes"), LinkOptions.DEFAULT)) {
            scene.play(() -> {
                scene.attach("n2", "n1", scene.bounds().recovery(0));
                syncs(scene, "n1", 0, 1);
            });
        }
    }
}
