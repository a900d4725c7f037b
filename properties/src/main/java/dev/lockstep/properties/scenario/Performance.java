package dev.lockstep.properties.scenario;

import dev.lockstep.core.Simulation;
import dev.lockstep.properties.check.Bounds;
import dev.lockstep.properties.check.LockReleased;
import dev.lockstep.properties.check.PrefixOfHistory;
import dev.lockstep.properties.check.ReplicationThreadStops;
import dev.lockstep.properties.check.RestoreCheck;
import dev.lockstep.properties.client.Controller;
import dev.lockstep.properties.client.Probe;
import dev.lockstep.properties.client.Writer;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;
import dev.lockstep.search.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    private boolean ready;

    Performance(Run run, Map<String, String> config) {
        this.run = run;
        this.simulation = run.simulation();
        this.settings = Settings.of(run.plan());
        this.testbed = new Testbed(simulation, run.build(), config, (int) settings.nodes(), settings.link());
        this.bounds = Bounds.of(testbed.config());
        long answer = bounds.ping(SECOND / 1_000);
        this.controller = new Controller(run, testbed, answer);
        this.writer = new Writer(controller, settings.valueBytes(), settings.trafficMillis());
        testbed.nodes().forEach(n -> probes.add(new Probe(run, n, answer, settings.trafficMillis())));
        watch();
    }

    private void watch() {
        testbed.watch(new LockReleased(run, bounds));
        testbed.watch(new ReplicationThreadStops(run, bounds));
        PrefixOfHistory histories = testbed.watch(new PrefixOfHistory(run));
        testbed.watch(new RestoreCheck(histories));
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
        testbed.clients().start("writer", writer::run);
        probes.forEach(p -> testbed.clients().start("probe", p::run));
    }

    private void acts() {
        Faults faults = new Faults(testbed);
        TopologyChanges changes = new TopologyChanges(testbed, controller);
        long end = CURTAIN;
        for (Action action : run.plan().actions()) {
            end = Math.max(end, action.endNanos());
            simulation.schedule(action.atNanos() - simulation.nanoTime(), () -> {
                if (action.kind().equals(TopologyChanges.KIND)) {
                    changes.begin(action);
                } else {
                    Runnable lift = faults.begin(action);
                    simulation.schedule(action.forNanos(), lift);
                }
            });
        }
        simulation.runUntil(run::failed, end - simulation.nanoTime() + SECOND);
    }

    private void epilogue() {
        writer.finish();
        controller.change(controller.wanted().unchanged(), controller.wanted().members());
        Epilogue epilogue = new Epilogue(run, controller.wanted(), bounds, settings);
        testbed.clients().start("epilogue", epilogue::await);
        simulation.runUntil(() -> epilogue.done() || run.failed(), epilogue.bound() + 2 * SECOND);
        controller.over();
    }

    @Override
    public void close() {
        testbed.close();
    }
}
