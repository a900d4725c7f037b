package dev.lockstep.properties.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.properties.testing.Reports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What subscribers hear, told by hand. */
class MessagesInOrderTest {
    private final Reports reports = new Reports();
    private final TwoNodes nodes = new TwoNodes();
    private final Tenures tenures = new Tenures();
    private final MessagesInOrder check = new MessagesInOrder(reports, tenures);

    MessagesInOrderTest() {
        check.opened("news", nodes.first());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    private void hears(String connection, long... numbers) {
        for (long number : numbers) {
            check.heard(connection.startsWith("n1") ? nodes.first() : nodes.second(), 0, connection, "news", number);
        }
    }

    private void nothing() {
        assertThat(reports.properties()).isEmpty();
    }

    private void broken() {
        assertThat(reports.properties()).containsExactly("messages-in-order");
    }

    @Test
    void oneAfterTheOther() {
        hears("n1-1", 3, 4, 5);
        hears("n2-1", 3, 4, 5);
        nothing();
        assertThat(check.count()).isEqualTo(6);
    }

    @Test
    void oneMessageTwice() {
        hears("n2-1", 3, 4, 4);
        broken();
    }

    @Test
    void anOlderMessageLater() {
        hears("n1-1", 3, 4, 2);
        broken();
    }

    @Test
    void oneMissingWhereItWasPublished() {
        hears("n1-1", 3, 5);
        broken();
    }

    @Test
    void oneMissingAtAReplicaWhoseDataWasReplaced() {
        hears("n2-1", 3, 5);
        nothing();
    }

    @Test
    void anotherConnectionBeginsAnew() {
        hears("n1-1", 3, 4);
        hears("n1-2", 2, 3);
        nothing();
    }

    @Test
    void nothingIsExpectedOnceTheNodeHasAnotherHistory() {
        hears("n2-1", 3);
        assertThat(check.heard(nodes.second(), 0, "n2-1", "news", 4)).isTrue();
        tenures.restored(nodes.second(), 7);
        assertThat(check.heard(nodes.second(), 0, "n2-1", "news", 2)).isFalse();
        assertThat(check.heard(nodes.second(), check.tenure(nodes.second()), "n2-2", "news", 2))
                .isTrue();
        nothing();
    }

    @Test
    void channelsAreCountedByThemselves() {
        check.opened("other", nodes.first());
        hears("n1-1", 3);
        check.heard(nodes.first(), 0, "n1-1", "other", 1);
        hears("n1-1", 4);
        nothing();
    }
}
