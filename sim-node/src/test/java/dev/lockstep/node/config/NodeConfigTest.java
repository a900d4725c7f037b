package dev.lockstep.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port|0|option port = '0': expected an integer from 1 to 65535",
                "port|70000|option port = '70000': expected an integer from 1 to 65535",
                "PORT|x|option port = 'x': expected an integer from 1 to 65535",
                "workers|-1|option workers = '-1': expected an integer from 1 to 256",
                "cluster-enabled|maybe|option cluster-enabled = 'maybe': expected yes or no",
                "slaveof|somewhere|option slaveof = 'somewhere': expected a host and a port",
                "slaveof|host 99999|option slaveof = 'host 99999': expected a host and a port",
                "retry-wait-ms|-5|option retry-wait-ms = '-5': expected an integer from 0 to 2147483647",
                "replication-recv-timeout-ms|99999999999|option replication-recv-timeout-ms = '99999999999': expected an integer from 0 to 2147483647",
                "no-such|1|option no-such = '1': no such option"
            })
    void aBadValueIsNamedInOneLine(String option, String value, String message) {
        assertThatThrownBy(() -> NodeConfig.of(Map.of(option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void everyDefaultIsAValueOfItsOption() {
        for (Option option : Option.values()) {
            assertThat(option.refusal(option.initial())).as(option.key()).isNull();
        }
    }

    @Test
    void theTimingsAreThoseOfKvrocks() {
        assertThat(NodeConfig.of(Map.of()).timings())
                .isEqualTo(new ReplicationTimings(
                        10_000, 1_000, 100, 1, 2_000, 100, 100, 30_000, 86_400_000, 3_100, 3_200, 30_000, 120, 40, 3));
    }

    @Test
    void settingIsRefusedWithTheWordsOfKvrocks() {
        NodeConfig config = NodeConfig.of(Map.of());
        assertThat(config.set("slave-priority", "abc"))
                .isEqualTo("CONFIG SET 'slave-priority' error: failed to set new value: not started as an integer");
        assertThat(config.set("slave-priority", "2147483648")).endsWith("out of range of integer type");
        assertThat(config.set("slave-priority", "-1")).endsWith("out of numeric range");
        assertThat(config.set("slave-read-only", "1")).endsWith("argument must be 'yes' or 'no'");
        assertThat(config.set("port", "1")).isEqualTo("CONFIG SET 'port' error: Unsupported CONFIG parameter: port");
        assertThat(config.set("SLAVE-PRIORITY", "7")).isNull();
        assertThat(config.matching("slave-p*")).containsExactly("slave-priority", "7");
        assertThat(config.matching("?aster*")).containsExactly("master-use-repl-port", "no", "masterauth", "");
    }

    @Test
    void aFileIsReadWithCommentsAndQuotes(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("kvrocks.conf");
        Files.writeString(file, "# a comment\n\nport 7001\n  db-name \"a b\"\nport 7002\nmasterauth \"\"\n");
        assertThat(ConfFile.read(file)).isEqualTo(Map.of("port", "7002", "db-name", "a b", "masterauth", ""));
        Files.writeString(file, "port\n");
        assertThatThrownBy(() -> ConfFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1: option port has no value");
    }
}
