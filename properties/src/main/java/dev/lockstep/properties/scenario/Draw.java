package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.properties.fault.NetworkFaults;
import dev.lockstep.search.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The draws that scenarios share; each is one decision with a name. */
final class Draw {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** A network that is gone twice as often as each of the others. */
    private static final List<String> SYNC_FAULTS =
            Stream.concat(Stream.of(NetworkFaults.DROP), Faults.COMMON.stream()).toList();

    private static final int MOST_PASSWORDS = 2;

    private final Choices choices;

    /** On a stream of its own, so that the other draws of a seed are those that they were before. */
    private final Choices passwords;

    Draw(Choices choices) {
        this.choices = choices;
        this.passwords = choices.fork("password-changes");
    }

    /** Changes of password, if there are passwords. */
    List<Action> passwords(Map<String, Long> settings, Stage stage) {
        List<Action> changes = new ArrayList<>();
        boolean any = settings.getOrDefault(ChaosSettings.PASSWORDS, 0L) == 1;
        for (int i = 1; i <= MOST_PASSWORDS && any && shouldChangePassword(); i++) {
            changes.add(
                    new Action(stage.moment(passwords, 100), 0, Operators.PASSWORD, "all", Map.of("to", "next" + i)));
        }
        return changes;
    }

    private boolean shouldChangePassword() {
        return passwords.chance(0.6);
    }

    /** The start of replication: the target is told to replicate n1. */
    Action replicate(String node) {
        long at = Performance.CURTAIN + choices.between(0, 500) * MILLI;
        return setnodes(at, node, TopologyChanges.REPLICATE);
    }

    /** A topology change. */
    Action setnodes(long at, String node, String topology) {
        return new Action(
                at,
                0,
                TopologyChanges.KIND,
                node,
                Map.of(
                        TopologyChanges.ARGUMENT,
                        topology,
                        TopologyChanges.TOLD,
                        shouldTellAll() ? TopologyChanges.ALL : TopologyChanges.TARGET));
    }

    private boolean shouldTellAll() {
        return choices.chance(0.3);
    }

    /** A moment from just before a full sync to some time after it. */
    long momentOfSync(long start, long transfer) {
        return start + choices.between(0, Math.max(1, transfer + transfer / 2) / MILLI) * MILLI;
    }

    /** How long an outage lasts: mostly seconds, at times two minutes and more. */
    long outage() {
        return choices.chance(0.5) ? choices.between(100, 15_000) * MILLI : choices.between(15, 150) * SECOND;
    }

    /** A fault between a replica and its master. */
    Action faultBetween(String master, String replica, long at) {
        String kind = choices.oneOf(SYNC_FAULTS);
        return switch (kind) {
            case NetworkFaults.DROP -> new Action(at, outage(), kind, master + "<->" + replica);
            case NetworkFaults.DROP_ONE_WAY -> new Action(at, outage(), kind, direction(master, replica));
            case NetworkFaults.DROP_SYN -> new Action(at, outage(), kind, replica + "->" + master);
            case NetworkFaults.DELAY ->
                new Action(
                        at,
                        outage(),
                        kind,
                        master + "<->" + replica,
                        Map.of("delayNanos", Long.toString(choices.between(10, 5_000) * MILLI)));
            case NetworkFaults.RESET -> new Action(at, 0, kind, master + "<->" + replica);
            default -> new Action(at, outage(), kind, shouldHitMaster() ? master : replica);
        };
    }

    private String direction(String master, String replica) {
        return choices.chance(0.5) ? master + "->" + replica : replica + "->" + master;
    }

    private boolean shouldHitMaster() {
        return choices.chance(0.8);
    }
}
