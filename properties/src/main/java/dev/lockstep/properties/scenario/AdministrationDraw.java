package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.properties.fault.NetworkFaults;
import dev.lockstep.properties.fault.ProcessFaults;
import dev.lockstep.search.Action;
import dev.lockstep.search.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The draws of an administration plan: some jobs, one after the other, each a few actions that belong together. */
final class AdministrationDraw {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** A slot that no client uses, and a key in it. */
    private static final String FREE_SLOT = "0";

    private static final String FREE_KEY = "t10790";
    private static final String UNKNOWN_ID = "f".repeat(40);

    private final Choices choices;
    private final Draw draw;
    private final List<Action> actions = new ArrayList<>();
    private long nodes;
    private long moment = Performance.CURTAIN;

    AdministrationDraw(Choices choices) {
        this.choices = choices;
        this.draw = new Draw(choices);
    }

    Plan plan() {
        Map<String, Long> numbers = Settings.draw(choices);
        numbers.putAll(ChaosSettings.draw(choices));
        numbers.put("bytesPerSecond", numbers.getOrDefault("bytesPerSecond", 0L) * (shouldBeSlow() ? 1 : 16));
        numbers.put("trafficMillis", shouldBeQuiet() ? 60_000L : choices.between(20, 200));
        numbers.put("infoMillis", choices.between(200, 2_000));
        Settings settings = Settings.of(new Plan(numbers, List.of()));
        nodes = settings.nodes();
        if (shouldTryWithoutFile()) {
            withoutFile();
        }
        for (int replica = 2; replica < 2 + settings.replicas() && shouldReplicate(); replica++) {
            actions.add(draw.replicate("n" + replica));
        }
        later(1_000, 10_000);
        long jobs = choices.between(1, 3);
        for (int i = 0; i < jobs; i++) {
            job();
            later(3_000, 12_000);
        }
        actions.addAll(draw.passwords(numbers, new Stage(settings, moment - Performance.CURTAIN)));
        return new Plan(numbers, actions);
    }

    private boolean shouldBeSlow() {
        return choices.chance(0.3);
    }

    private boolean shouldBeQuiet() {
        return choices.chance(0.3);
    }

    private boolean shouldTryWithoutFile() {
        return choices.chance(0.1);
    }

    private boolean shouldReplicate() {
        return choices.chance(0.8);
    }

    private void job() {
        switch (choices.below(8)) {
            case 0 -> mistakenPassword();
            case 1, 2 -> migration();
            case 3 -> reset();
            case 4 -> oddTopology();
            case 5 -> failover();
            case 6 -> masterDown();
            default -> changesOfMind();
        }
    }

    /** Before anything else, since no topology may come while there is no file to keep it in. */
    private void withoutFile() {
        command("n1", "CONFIG SET persist-cluster-nodes-enabled no");
        later(10, 500);
        command("n1", choices.chance(0.5) ? "CLUSTER INFO" : migrate());
        later(10, 500);
        command("n1", "CONFIG SET persist-cluster-nodes-enabled yes");
        later(500, 1_000);
    }

    private void mistakenPassword() {
        String replica = other("n1");
        command(replica, "CONFIG SET masterauth wrong");
        later(10, 1_000);
        if (choices.chance(0.5)) {
            command(replica, "CLIENT KILL TYPE master");
        } else {
            topology(replica, TopologyChanges.REPLICATE);
        }
        later(1_000, 20_000);
        command(replica, "CONFIG SET masterauth $password");
    }

    /** Mostly something comes between: a fault before, a change of roles or a restart after. */
    private void migration() {
        String pair = "n1<->" + last();
        if (choices.chance(0.7)) {
            long at = moment + choices.between(0, 600) * MILLI;
            actions.add(
                    choices.chance(0.7)
                            ? new Action(at, choices.between(1, 40) * SECOND, NetworkFaults.DROP, pair)
                            : new Action(
                                    at, choices.between(1, 40) * SECOND, NetworkFaults.DROP_ONE_WAY, last() + "->n1"));
        }
        command("n1", migrate());
        later(10, 3_000);
        switch (choices.below(4)) {
            case 0, 1 -> topology("n2", TopologyChanges.BECOME_MASTER);
            case 2 -> actions.add(new Action(moment, 0, ProcessFaults.RESTART, "n1", Map.of("option", "")));
            default -> {
                later(30_000, 45_000);
                command(last(), "SET " + FREE_KEY + " there");
                later(10, 500);
                command("n1", "SET " + FREE_KEY + " here");
            }
        }
    }

    private String migrate() {
        return "CLUSTERX MIGRATE " + FREE_SLOT + " " + id(last());
    }

    private void reset() {
        if (choices.chance(0.7)) {
            topology("n2", TopologyChanges.FOLLOW_OTHER);
            later(500, 8_000);
        }
        command("n2", "CLUSTER RESET");
    }

    private void oddTopology() {
        String node = node();
        if (choices.chance(0.5)) {
            String host = "~" + node + "~6666";
            command(node, "CLUSTERX SETNODES " + id(node) + host + "~slave~" + id(node) + " $now FORCE");
        } else {
            command(node, "CLUSTERX SETSLOT " + FREE_SLOT + " NODE " + UNKNOWN_ID + " $next");
        }
        later(10, 500);
        command(node, "CLUSTER NODES");
    }

    /** A master that cannot be reached takes the last writes with it, and comes back. */
    private void failover() {
        actions.add(new Action(moment, choices.between(5, 15) * SECOND, NetworkFaults.DROP, "n1<->n2"));
        writes("n1", choices.below(3));
        topology("n2", TopologyChanges.BECOME_MASTER, TopologyChanges.TARGET);
        later(500, 1_000);
        writes("n2", choices.below(2));
        if (choices.chance(0.7)) {
            command("n2", "COMPACT");
        }
    }

    private void masterDown() {
        actions.add(new Action(moment, choices.between(1, 8) * SECOND, ProcessFaults.KILL, "n1"));
        later(10, 2_000);
        topology(last(), TopologyChanges.REPLICATE, TopologyChanges.TARGET);
    }

    private void changesOfMind() {
        for (String change :
                List.of(TopologyChanges.REPLICATE, TopologyChanges.FOLLOW_OTHER, TopologyChanges.REPLICATE)) {
            topology("n2", change);
            later(50, 3_000);
        }
    }

    private void writes(String node, int count) {
        for (int i = 0; i < count; i++) {
            later(100, 300);
            command(node, "SET " + FREE_KEY + " " + node + "-" + i);
        }
        later(100, 300);
    }

    private void topology(String node, String change) {
        topology(node, change, TopologyChanges.ALL);
    }

    private void topology(String node, String change, String told) {
        Map<String, String> arguments = Map.of(TopologyChanges.ARGUMENT, change, TopologyChanges.TOLD, told);
        actions.add(new Action(moment, 0, TopologyChanges.KIND, node, arguments));
    }

    private void command(String node, String words) {
        actions.add(new Action(moment, 0, Operators.COMMAND, node, Map.of("words", words)));
    }

    private void later(long lowMillis, long highMillis) {
        moment += choices.between(lowMillis, highMillis) * MILLI;
    }

    private String node() {
        return "n" + (1 + choices.below((int) nodes));
    }

    private String other(String than) {
        String node = node();
        return node.equals(than) ? "n2" : node;
    }

    private String last() {
        return "n" + nodes;
    }

    /** As {@code SimulatedNode} makes them. */
    private static String id(String node) {
        return (node + "0".repeat(40)).substring(0, 40).replace('n', 'a');
    }
}
