package dev.lockstep.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String TEXT =
            A + " 10.0.0.1 7001 master - 0-100 200 300-400\n" + B + " 10.0.0.2 7002 slave " + A;

    @TempDir
    private Path dir = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "{user1000}.following,3443",
        "foo{}{bar},8363",
        "foo{{bar}}zap,4015",
        "{a,10276",
        "123456789,12739",
        "foo,12182"
    })
    void slotsAreThoseOfKvrocks(String key, int slot) {
        assertThat(SlotHash.slot(key.getBytes(StandardCharsets.US_ASCII))).isEqualTo(slot);
    }

    @Test
    void nodesConfBringsEverythingBack() throws TopologyException, IOException {
        ClusterState state = new ClusterState();
        state.identify(B);
        state.replace(5, TopologyParser.parse(TEXT));
        new NodesConf(dir).write(state);
        ClusterState loaded = new ClusterState();
        new NodesConf(dir).load(loaded);
        assertThat(loaded.version()).isEqualTo(5);
        assertThat(loaded.myId()).isEqualTo(B);
        assertThat(loaded.topology().nodes())
                .containsExactlyElementsOf(state.topology().nodes());
        assertThat(dir.resolve("nodes.conf.tmp")).doesNotExist();
    }

    @Test
    void anIdWithoutATopologySurvivesARestart() throws IOException {
        ClusterState state = new ClusterState();
        state.identify(A);
        new NodesConf(dir).write(state);
        ClusterState loaded = new ClusterState();
        new NodesConf(dir).load(loaded);
        assertThat(loaded.myId()).isEqualTo(A);
        assertThat(loaded.initialized()).isFalse();
    }

    @Test
    void aDamagedFileIsRefusedAndChangesNothing() throws IOException {
        for (String text : new String[] {"version 3\nnode bad\n", "version x\n", "something else\n"}) {
            Files.writeString(dir.resolve("nodes.conf"), text);
            ClusterState state = new ClusterState();
            assertThatThrownBy(() -> new NodesConf(dir).load(state)).isInstanceOf(IOException.class);
            assertThat(state.version()).isEqualTo(-1);
        }
    }

    @Test
    void aLaterTopologyReplacesAllSlots() throws TopologyException {
        ClusterState state = new ClusterState();
        state.replace(1, TopologyParser.parse(TEXT));
        state.replace(2, TopologyParser.parse(A + " 10.0.0.1 7001 master - 5"));
        assertThat(state.topology().assigned()).isEqualTo(1);
        assertThat(state.topology().owner(300)).isNull();
    }
}
