package dev.lockstep.properties;

import static dev.lockstep.properties.Scene.SECOND;
import static dev.lockstep.properties.Scene.expect;
import static dev.lockstep.properties.Scene.expectIn;

import dev.lockstep.net.LinkOptions;
import dev.lockstep.properties.client.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The scenarios by which Kvrocks itself accepts the migration of slots; n1 has the lower half, n2 the upper one, n3 may follow one of them. */
class SlotMigrationAcceptanceTest {
    private static final long BYTES_PER_SECOND = 400_000;
    private static final Map<String, String> CLUSTER = Map.of("cluster-enabled", "yes", "migrate-sequence-gap", "5");

    /** Slot 0. */
    private static final String TAG = "{06S}";

    /** Keys of {@link #beginLarge}, and how long their values are: three seconds of the link. */
    private static final int KEYS = 300;

    private static final int VALUE_BYTES = 4_000;
    private static final int BYTES = KEYS * VALUE_BYTES;

    /** What the client does with a cluster. */
    private interface Act {
        void play(Scene scene) throws IOException, InterruptedException;
    }

    private static void play(int nodes, Act act) {
        try (Scene scene = new Scene(nodes, CLUSTER, LinkOptions.DEFAULT.bandwidth(BYTES_PER_SECOND))) {
            scene.play(() -> {
                for (int i = 1; i <= nodes; i++) {
                    scene.tell(
                            "n" + i,
                            "CLUSTERX",
                            "SETNODEID",
                            scene.node("n" + i).id());
                    scene.tell("n" + i, "CLUSTERX", "SETNODES", topology(scene, nodes), "1");
                }
            });
            scene.play(() -> act.play(scene));
        }
    }

    /** A migration that has been under way for {@code millis} of virtual time and is not over. */
    private static void beginLarge(Scene scene, long millis) throws IOException, InterruptedException {
        scene.fill("n1", TAG, KEYS, VALUE_BYTES);
        expect("MIGRATE", "OK", migrate(scene, "0"));
        Thread.sleep(millis);
    }

    private static String topology(Scene scene, int nodes) {
        String halves = scene.node("n1").id() + " n1 6666 master - 0-8191\n"
                + scene.node("n2").id() + " n2 6666 master - 8192-16383";
        return nodes < 3
                ? halves
                : halves + "\n" + scene.node("n3").id() + " n3 6666 slave "
                        + scene.node("n2").id();
    }

    private static String migrate(Scene scene, String slots, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("CLUSTERX", "MIGRATE", slots, scene.node("n2").id()));
        words.addAll(List.of(more));
        return scene.ask("n1", words.toArray(String[]::new));
    }

    /** How long {@code bytes} and the steps around them may take: connecting, a wait for a reply each, and the transfer itself, twice. */
    private static long bound(Scene scene, long bytes) {
        return 2 * (scene.bounds().connect() + scene.bounds().receive()) + 2 * bytes * SECOND / BYTES_PER_SECOND;
    }

    private static void awaitEnd(Scene scene, String state, long bytes) throws IOException, InterruptedException {
        scene.await(
                "migration: " + state,
                bound(scene, bytes),
                () -> scene.ask("n1", "CLUSTER", "INFO").contains("migrating_state: " + state));
    }

    @Test
    void whatCannotMoveIsRefused() {
        play(3, scene -> {
            expect(
                    "unknown",
                    "-ERR Can't find the destination node id",
                    scene.ask("n1", "CLUSTERX", "MIGRATE", "0", "x".repeat(40)));
            expect(
                    "slave",
                    "-ERR Can't migrate slot to a slave",
                    scene.ask("n1", "CLUSTERX", "MIGRATE", "0", scene.node("n3").id()));
            expect("foreign", "-ERR Can't migrate slot which doesn't belong to me", migrate(scene, "9000"));
            expect("slot", "-ERR Invalid slot id: out of numeric range", migrate(scene, "16384"));
            expect("import to a slave", "-ERR Slave can't import slot", scene.ask("n3", "CLUSTER", "IMPORT", "0", "0"));
            expect("state", "-ERR Invalid import state", scene.ask("n2", "CLUSTER", "IMPORT", "0", "5"));
            expect(
                    "own",
                    "-ERR Can't import slot which belongs to me",
                    scene.ask("n2", "CLUSTER", "IMPORT", "9000", "0"));
        });
    }

    /** An import by hand: success keeps the keys, an error or the end of the connection deletes them. */
    @Test
    void anImportSucceedsFailsOrBreaks() {
        play(2, scene -> {
            for (String end : List.of("2", "closed", "1")) {
                try (RespClient client = scene.connect("n2")) {
                    expect("start", "OK", client.call("CLUSTER", "IMPORT", "0", "0"));
                    expect("SET", "OK", client.call("SET", TAG, end));
                    expect("other client", "-MOVED 0 n1:6666", scene.ask("n2", "GET", TAG));
                    if (!end.equals("closed")) {
                        expect("end", "OK", client.call("CLUSTER", "IMPORT", "0", end));
                    }
                }
                boolean kept = end.equals("1");
                scene.await(
                        "end of " + end,
                        bound(scene, 0),
                        () -> scene.ask("n2", "CLUSTER", "INFO")
                                .contains("import_state: " + (kept ? "success" : "error")));
                expect("keys", kept ? 1 : 0, keys(scene, "n2"));
            }
            expect("imported", "1", scene.ask("n2", "GET", TAG));
        });
    }

    private static int keys(Scene scene, String node) {
        int[] count = new int[1];
        scene.node(node).view().forEachEntry((family, key, value) -> count[0] += family == 1 ? 1 : 0);
        return count[0];
    }

    @Test
    void askingHoldsForOneCommand() {
        play(2, scene -> {
            try (RespClient importing = scene.connect("n2");
                    RespClient client = scene.connect("n2")) {
                expect("start", "OK", importing.call("CLUSTER", "IMPORT", "0", "0"));
                expect("ASKING", "OK", client.call("ASKING"));
                expect("asked", "(nil)", client.call("GET", TAG));
                expect("again", "-MOVED 0 n1:6666", client.call("GET", TAG));
            }
        });
    }

    @Test
    void everyTypeMovesWithItsExpiryAndGoesOnlyWhenTheTopologySaysSo() {
        play(2, scene -> {
            scene.tell("n1", "SET", TAG + "s", "v");
            scene.tell("n1", "SET", TAG + "e", "v", "PXAT", "9999999999999");
            scene.ask("n1", "HSET", TAG + "h", "f", "1", "g", "2");
            scene.ask("n1", "RPUSH", TAG + "l", "a", "b", "c");
            scene.ask("n1", "LPOP", TAG + "l");
            scene.ask("n1", "SADD", TAG + "t", "a", "b");
            scene.ask("n1", "ZADD", TAG + "z", "1.5", "a", "-inf", "b");
            scene.ask("n1", "SADD", TAG + "gone", "a");
            scene.ask("n1", "DEL", TAG + "gone");
            expect("MIGRATE", "OK", migrate(scene, "0-100"));
            awaitEnd(scene, "success", 0);
            expect("source", "-MOVED 0 n2:6666", scene.ask("n1", "GET", TAG + "s"));
            expect("kept until told", true, keys(scene, "n1") > 0);
            expect("string", "v", scene.ask("n2", "GET", TAG + "s"));
            expect("expiry", "9999999999999", scene.ask("n2", "PEXPIRETIME", TAG + "e"));
            expect("hash", "f 1 g 2", scene.ask("n2", "HGETALL", TAG + "h"));
            expect("list", "b c", scene.ask("n2", "LRANGE", TAG + "l", "0", "-1"));
            expect("set", "a b", scene.ask("n2", "SMEMBERS", TAG + "t"));
            expect("zset", "b -inf a 1.5", scene.ask("n2", "ZRANGE", TAG + "z", "0", "-1", "WITHSCORES"));
            expect("deleted", "0", scene.ask("n2", "EXISTS", TAG + "gone"));
            for (String node : List.of("n1", "n2")) {
                scene.tell(
                        node,
                        "CLUSTERX",
                        "SETSLOT",
                        "0-100",
                        "NODE",
                        scene.node("n2").id(),
                        "2");
            }
            scene.await("cleared", scene.bounds().lock(), () -> keys(scene, "n1") == 0);
            expect("still there", "v", scene.ask("n2", "GET", TAG + "s"));
        });
    }

    @Test
    void aSynchronousMigrationAnswersAtItsEnd() {
        play(2, scene -> {
            int bytes = 100 * 3_000;
            scene.fill("n1", TAG, 100, 3_000);
            long asked = System.nanoTime();
            expect("sync", "OK", migrate(scene, "0", "sync"));
            long took = System.nanoTime() - asked;
            expect("time", true, took > bytes * SECOND / BYTES_PER_SECOND / 2 && took < bound(scene, bytes));
            expect("keys", 100, keys(scene, "n2"));
        });
    }

    @Test
    void aSynchronousMigrationThatTakesTooLongIsAnsweredButGoesOn() {
        play(2, scene -> {
            scene.fill("n1", TAG, KEYS, VALUE_BYTES);
            expect("time-out", "(nil)", migrate(scene, "0", "sync", "1"));
            awaitEnd(scene, "success", BYTES);
        });
    }

    @Test
    void aDestinationThatIsNotThereFails() {
        play(2, scene -> {
            scene.tell("n1", "SET", TAG, "v");
            scene.node("n2").kill();
            expect("MIGRATE", "OK", migrate(scene, "0"));
            awaitEnd(scene, "fail", 0);
            expect("still here", "v", scene.ask("n1", "GET", TAG));
            scene.tell("n1", "SET", TAG, "w");
        });
    }

    @Test
    void aDestinationThatDiesInTheMiddleFails() {
        play(2, scene -> {
            beginLarge(scene, 1_000);
            scene.node("n2").kill();
            awaitEnd(scene, "fail", BYTES);
            expect("all here", KEYS, keys(scene, "n1"));
            scene.tell("n1", "SET", TAG, "w");
        });
    }

    @Test
    void aFlushedSourceMovesNothingMore() {
        play(2, scene -> {
            beginLarge(scene, 500);
            scene.tell("n1", "FLUSHALL");
            scene.await("end", bound(scene, BYTES), () -> {
                String info = scene.ask("n1", "CLUSTER", "INFO");
                return info.contains("migrating_state: success") || info.contains("migrating_state: fail");
            });
            scene.await("nothing is left", bound(scene, BYTES), () -> keys(scene, "n2") == 0);
        });
    }

    @Test
    void aSourceThatDiesLeavesNothingBehind() {
        play(2, scene -> {
            beginLarge(scene, 1_000);
            scene.node("n1").kill();
            scene.await(
                    "import ends",
                    bound(scene, 0),
                    () -> scene.ask("n2", "CLUSTER", "INFO").contains("import_state: error"));
            scene.await("nothing is left", bound(scene, 0), () -> keys(scene, "n2") == 0);
            scene.node("n1").powerOn();
            scene.awaitReady("n1");
            expect("all here", KEYS, keys(scene, "n1"));
        });
    }

    @Test
    void thePasswordIsUsed() {
        play(2, scene -> {
            scene.tell("n1", "SET", TAG, "v");
            try (RespClient admin = scene.connect("n2")) {
                admin.call("CONFIG", "SET", "requirepass", "pw");
                expect("MIGRATE", "OK", migrate(scene, "0"));
                awaitEnd(scene, "fail", 0);
                scene.tell("n1", "CONFIG", "SET", "requirepass", "pw");
            }
            try (RespClient client = scene.connect("n1")) {
                client.call("AUTH", "pw");
                expect(
                        "MIGRATE",
                        "OK",
                        client.call("CLUSTERX", "MIGRATE", "0", scene.node("n2").id()));
                scene.await(
                        "success",
                        bound(scene, 0),
                        () -> client.call("CLUSTER", "INFO").contains("migrating_state: success"));
            }
            try (RespClient client = scene.connect("n2")) {
                client.call("AUTH", "pw");
                expect("GET", "v", client.call("GET", TAG));
            }
        });
    }

    /** What is written while slots move goes along, and at the end writing is forbidden for a moment only. */
    @Test
    void writesGoOnMeanwhileAndMoveToo() {
        play(2, scene -> {
            int bytes = 100 * 4_000;
            scene.fill("n1", TAG, 100, 4_000);
            expect("MIGRATE", "OK", migrate(scene, "0"));
            int taken = 0;
            long forbidden = 0;
            String reply = "OK";
            try (RespClient client = scene.connect("n1")) {
                for (; !reply.startsWith("-MOVED"); Thread.sleep(5)) {
                    reply = client.call("RPUSH", TAG + "list", "x");
                    taken += reply.startsWith("-") ? 0 : 1;
                    if (reply.startsWith("-TRYAGAIN")) {
                        forbidden = forbidden == 0 ? System.nanoTime() : forbidden;
                    }
                }
            }
            long pause = forbidden == 0 ? 0 : System.nanoTime() - forbidden;
            expect("some writes", true, taken > 10);
            expect("pause " + pause, true, pause < bound(scene, bytes));
            expect("all there", "" + taken, scene.ask("n2", "LLEN", TAG + "list"));
        });
    }

    @Test
    void aCutLinkFailsAndTheSourceKeepsAll() {
        play(2, scene -> {
            beginLarge(scene, 1_000);
            scene.testbed()
                    .network()
                    .reset(scene.node("n1").host(), scene.node("n2").host());
            awaitEnd(scene, "fail", BYTES);
            expect("all here", KEYS, keys(scene, "n1"));
            expectIn("INFO", "migrating_slot(s): 0", scene.ask("n1", "CLUSTER", "INFO"));
        });
    }
}
