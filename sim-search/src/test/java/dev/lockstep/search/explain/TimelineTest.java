package dev.lockstep.search.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.TraceEvent;
import dev.lockstep.core.TraceKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<TraceEvent> events = new ArrayList<>();

    private void event(long nanos, TraceKind kind, String host, long a, long b, String text) {
        events.add(new TraceEvent(events.size(), nanos, kind, host, a, b, text));
    }

    private void lock(long nanos, long thread, boolean exclusive, String text) {
        event(nanos, TraceKind.LOCK, "n1", exclusive ? 1 : 0, thread, text);
    }

    private List<String> texts() {
        return Timeline.of(events).stream().map(TimelineEntry::text).toList();
    }

    @Test
    void whatHappensAgainIsToldOnceWithACount() {
        event(1, TraceKind.COMMAND, "n1", 0, 0, "PING +PONG");
        event(2, TraceKind.COMMAND, "n2", 0, 0, "PING +PONG");
        event(3, TraceKind.COMMAND, "n1", 0, 0, "PING +PONG");
        event(4, TraceKind.STEP, "n1", 0, 0, "");

        assertThat(Timeline.of(events))
                .containsExactly(
                        new TimelineEntry(1, "n1", "PING +PONG", 2, 3), new TimelineEntry(2, "n2", "PING +PONG", 1, 2));
    }

    @Test
    void locksThatNobodyWaitedForAreNotTold() {
        lock(1, 7, true, "mu WAITING");
        lock(1, 7, true, "mu ACQUIRED");
        lock(1, 7, true, "mu RELEASED");

        assertThat(Timeline.of(events)).isEmpty();
    }

    @Test
    void waitsAndLongHoldsAreToldOfEachThread() {
        lock(0, 7, true, "mu WAITING");
        lock(0, 7, true, "mu ACQUIRED");
        lock(SECOND, 8, false, "mu WAITING");
        lock(3 * SECOND, 7, true, "mu RELEASED");
        lock(3 * SECOND, 8, false, "mu ACQUIRED");
        lock(3 * SECOND, 8, false, "mu RELEASED");

        assertThat(texts()).containsExactly("took mu and held it for 3.000 s", "got mu (shared) after waiting 2.000 s");
    }

    @Test
    void whatNeverEndsIsTold() {
        lock(0, 7, true, "mu ACQUIRED");
        lock(5, 8, true, "mu WAITING");

        assertThat(texts()).containsExactly("took mu, and never releases it", "waits for mu, and never gets it");
    }

    @Test
    void secondsHaveThreeToSixDigits() {
        assertThat(Timeline.seconds(2 * SECOND)).isEqualTo("2.000 s");
        assertThat(Timeline.seconds(2_003_500_000L)).isEqualTo("2.0035 s");
        assertThat(Timeline.seconds(1_000)).isEqualTo("0.000001 s");
        assertThat(Timeline.seconds(120 * SECOND)).isEqualTo("120.000 s");
    }
}
