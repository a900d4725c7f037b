package dev.lockstep.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.core.SimulationException;
import org.junit.jupiter.api.Test;

/** What is missing in a JDK is named in one line, the second time as well. */
class SelfTestTest {
    /** A class whose initialiser finds something missing. */
    private static final class Lacking {
        static final int DETAIL = lookUp();

        private static int lookUp() {
            throw new SimulationException("lacks Thread.secret");
        }
    }

    @Test
    void whatAnInitialiserMissesIsNamedAgainAndAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> SelfTest.attempt(
                            "the secret", () -> assertThat(Lacking.DETAIL).isZero()))
                    .isInstanceOf(SimulationException.class)
                    .hasMessageMatching(
                            "cannot simulate on JDK 25\\S* of .*: the secret failed: .*lacks Thread.secret.*");
        }
    }

    @Test
    void thisJdkPasses() {
        assertThatCode(SelfTest::run).doesNotThrowAnyException();
    }
}
