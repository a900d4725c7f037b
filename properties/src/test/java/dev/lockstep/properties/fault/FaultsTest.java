package dev.lockstep.properties.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.search.Action;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault: what is accepted, what is refused with a word on what was expected, and what is told. */
class FaultsTest {
    private static final int NODES = 3;

    /** A right action of each kind, with all of its arguments. */
    private static final List<Action> RIGHT = List.of(
            action(NetworkFaults.DROP, "n1<->n2"),
            action(NetworkFaults.DROP_ONE_WAY, "n1->n2"),
            action(NetworkFaults.DROP_SYN, "n1->n2"),
            action(NetworkFaults.ISOLATE, "n2"),
            action(NetworkFaults.DELAY, "n1<->n2", "delayNanos", "100"),
            action(NetworkFaults.RESET, "n1<->n2"),
            action(NetworkFaults.LOSE, "n1<->n2", "percent", "10"),
            action(ResetOnCommand.KIND, "n1<->n2", "command", "PSYNC"),
            action(CutAfter.KIND, "n1->n2", "bytes", "1000"),
            action(ProcessFaults.PAUSE, "n2"),
            action(ProcessFaults.SLOW, "n2", "stopMillis", "50"),
            action(ProcessFaults.POWER_OFF, "n2"),
            action(ProcessFaults.POWER_LOSS, "n2", "keptPercent", "50"),
            action(ProcessFaults.NEW_DISK, "n2"),
            action(ProcessFaults.KILL, "n2"),
            action(ProcessFaults.KILL_AT, "n2", "events", "7"),
            action(ProcessFaults.RESTART, "n2", "option", "workers=1"),
            action(DiskFaults.FULL, "n2"),
            action(DiskFaults.FAILING, "n2"),
            action(DiskFaults.FLAKY, "n2", "percent", "20"),
            action(DiskFaults.SLOW, "n2", "delayNanos", "1000"),
            action(DiskFaults.BIT_ROT, "n2", "files", ".sst", "place", "500"),
            action(DiskFaults.BIT_ROT_FETCHED, "n2", "files", ".sst", "place", "500"),
            action(ClockFaults.JUMP, "n2", "skewNanos", "-1000"),
            action(ClockFaults.DRIFT, "n2", "ppm", "-1000"));

    private static Action action(String kind, String target, String... arguments) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.put(arguments[i], arguments[i + 1]);
        }
        return new Action(5, 10, kind, target, map);
    }

    private static Action with(Action action, String argument, String value) {
        Map<String, String> map = new TreeMap<>(action.arguments());
        map.put(argument, value);
        return new Action(action.atNanos(), action.forNanos(), action.kind(), action.target(), map);
    }

    private static Action at(Action action, String target) {
        return new Action(action.atNanos(), action.forNanos(), action.kind(), target, action.arguments());
    }

    static Stream<Action> right() {
        return RIGHT.stream();
    }

    static Stream<Action> wrong() {
        return RIGHT.stream()
                .flatMap(a -> a.arguments().keySet().stream()
                        .flatMap(name -> Stream.of(with(a, name, "none"), with(a, name, "-4000000000000000000"))));
    }

    @Test
    void eachKindIsTried() {
        Set<String> tried = RIGHT.stream().map(Action::kind).collect(Collectors.toSet());

        assertThat(tried).isEqualTo(Faults.KINDS);
        assertThat(Faults.KINDS).containsAll(Faults.COMMON).containsAll(Faults.EMPTYING);
    }

    @ParameterizedTest
    @MethodSource("right")
    void aRightOneIsToldWithItsTargetAndNumbers(Action action) {
        Faults.check(action, NODES);

        assertThat(Faults.sentence(action))
                .contains("n2")
                .contains(action.arguments().getOrDefault("percent", ""));
    }

    @ParameterizedTest
    @MethodSource("right")
    void aTargetThatIsNotThereIsRefused(Action action) {
        Action elsewhere = at(action, action.target().replace("n2", "n4"));

        assertThatThrownBy(() -> Faults.check(elsewhere, NODES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(action.kind() + " at 5 ns")
                .hasMessageContaining("n4, expected n1 to n3");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongArgumentIsRefused(Action action) {
        assertThatThrownBy(() -> Faults.check(action, NODES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(action.kind() + " at 5 ns")
                .hasMessageContaining(", expected ");
    }

    @Test
    void aPairIsOfTwoNodesWithTheArrowOfItsKind() {
        for (String target : List.of("n1", "n1->n2", "n1<->n2<->n3")) {
            assertThatThrownBy(() -> Faults.check(action(NetworkFaults.RESET, target), NODES))
                    .hasMessageContaining(target + ", expected two nodes as a<->b");
        }
        assertThatThrownBy(() -> Faults.check(action(NetworkFaults.RESET, "n1<->n1"), NODES))
                .hasMessageContaining("expected two different nodes");
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> Faults.check(action("flood", "n1"), NODES))
                .hasMessageContaining("no fault flood, expected one of")
                .hasMessageContaining("disk-flaky");
    }

    @Test
    void thoseThatNeedAProcessDoNotOverlap() {
        assertThat(RIGHT.stream().filter(Faults::stops).map(Action::kind))
                .contains(ProcessFaults.KILL, ProcessFaults.PAUSE, DiskFaults.FULL, DiskFaults.BIT_ROT)
                .doesNotContain(NetworkFaults.ISOLATE, ClockFaults.JUMP, DiskFaults.BIT_ROT_FETCHED);
        assertThat(Faults.stops(action("setnodes", "n1"))).isFalse();
    }
}
