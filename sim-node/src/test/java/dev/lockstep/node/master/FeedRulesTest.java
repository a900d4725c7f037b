package dev.lockstep.node.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.node.api.NodeObserver;
import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import dev.lockstep.node.store.RocksStore;
import dev.lockstep.node.store.StoreSettings;
import dev.lockstep.node.store.WalBatch;
import dev.lockstep.node.store.WalReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may follow, and when frames are sent. */
class FeedRulesTest {
    private static final String OUT_OF_RANGE = "sequence out of range, please use fullsync";
    private static final String WRONG_ID = "wrong replication id of the last log";

    @TempDir
    private Path dir = Path.of("");

    private RocksStore store = new RocksStore(dir, settings(true), NodeObserver.NONE);

    @BeforeEach
    void open() {
        store = new RocksStore(dir.resolve("db"), settings(true), NodeObserver.NONE);
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void onlyASequenceAtWhichTheLogGoesOnIsAccepted() {
        assertThat(PsyncCheck.refusal(store, null, () -> null, 1)).isNull();
        assertThat(PsyncCheck.refusal(store, null, () -> null, 0)).isEqualTo(OUT_OF_RANGE);
        assertThat(PsyncCheck.refusal(store, null, () -> null, 2)).isEqualTo(OUT_OF_RANGE);
        write(1);
        write(3);
        assertThat(PsyncCheck.refusal(store, null, () -> null, 1)).isNull();
        assertThat(PsyncCheck.refusal(store, null, () -> null, 2)).isNull();
        assertThat(PsyncCheck.refusal(store, null, () -> null, 3)).isEqualTo(OUT_OF_RANGE);
        assertThat(PsyncCheck.refusal(store, null, () -> null, 5)).isNull();
        assertThat(PsyncCheck.refusal(store, null, () -> null, 6)).isEqualTo(OUT_OF_RANGE);
        assertThat(PsyncCheck.refusal(store, null, () -> null, -1)).isEqualTo(OUT_OF_RANGE);
    }

    @Test
    void aLogThatWasDeletedIsNotServed() {
        store.close();
        store = new RocksStore(dir.resolve("db2"), settings(false), NodeObserver.NONE);
        store.open();
        write(1);
        store.flush();
        write(1);
        assertThat(PsyncCheck.refusal(store, null, () -> null, 1)).isEqualTo(OUT_OF_RANGE);
        assertThat(PsyncCheck.refusal(store, null, () -> null, 2)).isNull();
        assertThat(PsyncCheck.refusal(store, null, () -> null, 3)).isNull();
    }

    @Test
    void aForeignIdIsRefusedBeforeTheSequenceIsLookedAt() {
        byte[] note = ReplicationIdNote.encode("AAAABBBBCCCCDDDD");
        store.write(new BatchWriter()
                .put(ColumnFamily.METADATA, ascii("k"), ascii("v"))
                .logData(note));
        assertThat(PsyncCheck.refusal(store, "AAAABBBBCCCCDDDD", () -> "AAAABBBBCCCCDDDD", 2))
                .isNull();
        assertThat(PsyncCheck.refusal(store, "XXXXBBBBCCCCDDDD", () -> "AAAABBBBCCCCDDDD", 2))
                .isEqualTo(WRONG_ID);
        assertThat(PsyncCheck.refusal(store, "XXXXBBBBCCCCDDDD", () -> "AAAABBBBCCCCDDDD", 1))
                .isEqualTo(WRONG_ID);
        assertThat(PsyncCheck.refusal(store, "XXXXBBBBCCCCDDDD", () -> "AAAABBBBCCCCDDDD", 9))
                .isEqualTo(OUT_OF_RANGE);
    }

    @Test
    void aForeignIdIsRefusedEvenIfTheLogNoLongerShowsOurs() {
        store.close();
        store = new RocksStore(dir.resolve("db3"), settings(false), NodeObserver.NONE);
        store.open();
        write(1);
        store.flush();
        assertThat(PsyncCheck.refusal(store, "AAAABBBBCCCCDDDD", () -> "AAAABBBBCCCCDDDD", 2))
                .isNull();
        assertThat(PsyncCheck.refusal(store, "XXXXBBBBCCCCDDDD", () -> "AAAABBBBCCCCDDDD", 2))
                .isEqualTo(WRONG_ID);
    }

    @Test
    void aLaterBatchIsNotTakenForTheOneInQuestion() {
        store.close();
        store = new RocksStore(dir.resolve("db4"), settings(false), NodeObserver.NONE);
        store.open();
        write(1);
        store.flush();
        store.write(new BatchWriter()
                .put(ColumnFamily.METADATA, ascii("k"), ascii("v"))
                .logData(ReplicationIdNote.encode("NEWNEWNEWNEWNEW1")));
        assertThat(PsyncCheck.refusal(store, "NEWNEWNEWNEWNEW1", () -> "NEWNEWNEWNEWNEW1", 2))
                .isNull();
        assertThat(PsyncCheck.refusal(store, "OLDOLDOLDOLDOLD1", () -> "OLDOLDOLDOLDOLD1", 2))
                .isNull();
        assertThat(PsyncCheck.refusal(store, "OLDOLDOLDOLDOLD1", () -> "NEWNEWNEWNEWNEW1", 2))
                .isEqualTo(WRONG_ID);
    }

    @Test
    void framesGatherWhileTheReplicaIsFarBehind() {
        FrameBuffer frames = new FrameBuffer();
        WalBatch one = batch(1);
        assertThat(frames.add(one, 1000)).as("the first").isTrue();
        assertThat(text(frames.take()))
                .startsWith("$" + one.bytes().length + "\r\n")
                .endsWith("\r\n");
        for (int i = 0; i < 15; i++) {
            assertThat(frames.add(one, 1000)).as("update " + i).isFalse();
        }
        assertThat(frames.add(one, 1000)).as("the sixteenth update").isTrue();
        frames.take();
        assertThat(frames.isEmpty()).isTrue();
        assertThat(frames.add(one, one.sequence() + 17)).isFalse();
        assertThat(frames.add(one, one.sequence() + 16)).as("nearly there").isTrue();
        frames.take();
        assertThat(frames.add(batch(21), 1000)).as("one large batch").isTrue();
    }

    private WalBatch batch(int updates) {
        long first = write(updates);
        try (WalReader log = store.walReader()) {
            return Objects.requireNonNull(log.at(first));
        }
    }

    private long write(int updates) {
        BatchWriter batch = new BatchWriter();
        for (int i = 0; i < updates; i++) {
            batch.put(ColumnFamily.METADATA, ascii("k" + i), ascii("v"));
        }
        return store.write(batch);
    }

    private static StoreSettings settings(boolean keepLog) {
        return new StoreSettings(1 << 20, 1 << 20, keepLog ? 3600 : 0, keepLog ? 100 : 0, false, false);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
