package dev.lockstep.properties.scenario;

import dev.lockstep.core.Simulation;
import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.client.Controller;
import dev.lockstep.properties.client.Probe;
import dev.lockstep.properties.client.Writer;
import dev.lockstep.properties.fault.Faults;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One plan carried out: prologue (nodes up, data in), actions with traffic all along, epilogue. */
final class Performance implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    /** The moment before which no action may come: nodes are up and filled by then. */
    static final long CURTAIN = 2 * SECOND;

    private final Run run;
    private final Simulation simulation;
    private final Settings settings;
    private final Bounds bounds;
    private final Testbed testbed;
    private final Controller controller;
    private final Writer writer;
    private final List<Probe> probes = new ArrayList<>();
    private final Watch watch;
    private final @Nullable Clients clients;
    private boolean ready;

    /** {@code chaos}: further clients, or null. */
    Performance(Run run, Map<String, String> config, @Nullable ChaosSettings chaos) {
        this.run = run;
        this.simulation = run.simulation();
        this.settings = Settings.of(run.plan());
        this.testbed = new Testbed(simulation, run.build(), config, (int) settings.nodes(), settings.link());
        testbed.disturb(BuggifyChoice.disturbs(run.plan()));
        Bounds right = Bounds.of(testbed.config());
        this.bounds = chaos == null || chaos.slowClockPpm() == 0 ? right : right.withSlowClocks(chaos.slowClockPpm());
        long answer = bounds.ping(SECOND / 1_000);
        this.controller = new Controller(run, testbed, answer);
        this.writer = new Writer(controller, settings.valueBytes(), settings.trafficMillis());
        testbed.nodes().forEach(n -> probes.add(new Probe(run, n, answer, settings.trafficMillis())));
        this.watch = new Watch(run, testbed, bounds, settings);
        this.clients = chaos == null ? null : new Clients(run, testbed, controller, watch, settings, chaos);
    }

    void play() {
        prologue();
        if (run.failed()) {
            return;
        }
        acts();
        if (!run.failed()) {
            epilogue();
        }
        probes.forEach(Probe::finish);
        watch.finish();
    }

    private void prologue() {
        testbed.nodes().forEach(SimulatedNode::start);
        testbed.clients().start("prologue", () -> {
            controller.initialise();
            writer.fill(settings.keys());
            ready = true;
        });
        simulation.runUntil(() -> ready || run.failed(), CURTAIN - simulation.nanoTime());
        if (!ready && !run.failed()) {
            throw new IllegalStateException(
                    "nodes were not up and filled after " + CURTAIN + " ns, expected them to be");
        }
        watch.begin();
        testbed.clients().start("writer", writer::run);
        if (clients != null) {
            clients.start();
        }
        probes.forEach(p -> testbed.clients().start("probe", p::run));
    }

    private void acts() {
        TopologyChanges changes = new TopologyChanges(testbed, controller);
        Operators operators = new Operators(testbed, controller);
        long end = CURTAIN;
        for (Action action : run.plan().actions()) {
            end = Math.max(end, action.endNanos());
            simulation.schedule(action.atNanos() - simulation.nanoTime(), () -> {
                if (action.kind().equals(TopologyChanges.KIND)) {
                    changes.begin(action);
                } else if (Operators.does(action)) {
                    operators.begin(action);
                } else {
                    fault(action);
                }
            });
        }
        simulation.runUntil(run::failed, end - simulation.nanoTime() + SECOND);
        if (testbed.weather().calmNanos() == 0) {
            // An operator still tries to be answered; what he says must not come after the last topology.
            simulation.runUntil(() -> run.failed() || testbed.weather().calmNanos() > 0, Operators.MOST_NANOS);
        }
    }

    private void fault(Action action) {
        testbed.weather().begin();
        Runnable lift = Faults.begin(action, testbed);
        simulation.schedule(action.forNanos(), () -> {
            lift.run();
            if (Faults.EMPTYING.contains(action.kind())) {
                controller.rename(testbed.node(action.target()));
            }
            testbed.weather().end();
        });
    }

    private void epilogue() {
        testbed.disturb(false);
        writer.finish();
        if (clients != null) {
            clients.quiet();
        }
        controller.change(controller.wanted().unchanged(), controller.wanted().members());
        Epilogue epilogue = new Epilogue(run, testbed, controller.wanted(), bounds, settings);
        testbed.clients().start("epilogue", epilogue::await);
        simulation.runUntil(() -> epilogue.done() || run.failed(), epilogue.bound() + 2 * SECOND);
        controller.over();
        if (clients != null) {
            clients.finish();
        }
    }

    @Override
    public void close() {
        testbed.close();
    }
}
