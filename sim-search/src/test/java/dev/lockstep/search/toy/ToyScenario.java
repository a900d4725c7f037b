package dev.lockstep.search.toy;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.search.Action;
import dev.lockstep.search.Invariant;
import dev.lockstep.search.Plan;
import dev.lockstep.search.Run;
import dev.lockstep.search.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One host sends numbers to another over a queue that can be cut. The right sender delivers all; the hasty one loses a number when
 * two cuts are a retry apart. Further kinds of actions go wrong in every other way that a run can.
 */
public final class ToyScenario implements Scenario {
    /** Kinds of actions: the link is cut; then ways to go wrong. */
    static final Set<String> KINDS = Set.of("cut", "die", "spin", "throw", "clock", "leak");

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /** A scenario. */
    public ToyScenario() {}

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public String summary() {
        return "numbers over a link that is cut";
    }

    @Override
    public String subject() {
        return "toy";
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(
                new Invariant("all-delivered", "Every number arrives.", ""),
                new Invariant("in-time", "All numbers arrive within the bound.", "60 s"));
    }

    @Override
    public Plan draw(Choices choices) {
        List<Action> actions = new ArrayList<>();
        int count = 5 + choices.below(20);
        for (int i = 0; i < count; i++) {
            actions.add(
                    new Action(choices.between(0, 2 * SECOND), choices.between(5 * MILLI, 60 * MILLI), "cut", "a->b"));
        }
        return new Plan(Map.of("numbers", choices.between(10, 100)), actions);
    }

    /** Two cuts: when the first begins, how long after it the second does, how long both last. */
    @Override
    public Plan drawBounded(Choices choices) {
        long first = choices.between(0, 400) * MILLI;
        long gap = choices.oneOf(List.of(50L, 100L, 150L)) * MILLI;
        long length = choices.oneOf(List.of(20L, 40L)) * MILLI;
        return new Plan(
                Map.of("numbers", 60L),
                List.of(new Action(first, length, "cut", "a->b"), new Action(first + gap, length, "cut", "a->b")));
    }

    @Override
    public Map<String, Long> smallest() {
        return Map.of("numbers", 1L);
    }

    @Override
    public SimulationOptions options(long seed, Plan plan) {
        return SimulationOptions.seed(seed).withMaxSteps(100_000);
    }

    @Override
    public void check(Plan plan) {
        long numbers = plan.setting("numbers");
        if (numbers < 1 || numbers > 1_000) {
            throw new IllegalArgumentException("plan.settings.numbers is " + numbers + ", expected 1 to 1000");
        }
        for (Action action : plan.actions()) {
            if (!KINDS.contains(action.kind())) {
                throw new IllegalArgumentException("unknown kind " + action.kind() + ", expected cut");
            }
        }
    }

    @Override
    public void run(Run run) throws Exception {
        Simulation simulation = run.simulation();
        BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        int[] cuts = {0};
        for (Action action : run.plan().actions()) {
            act(run, action, cuts);
        }
        ToySender sender = (ToySender) run.build()
                .loader()
                .loadClass("dev.lockstep.search.toy.server.RetryingSender")
                .getConstructor()
                .newInstance();
        ToySender.Link link = number -> cuts[0] == 0 && queue.add(number);
        long[] progress = new long[3];
        simulation.host("a").start("sender", () -> {
            for (int i = 0; i < run.plan().setting("numbers"); i++) {
                progress[0] += sender.send(i, link);
                Thread.sleep(10);
            }
            progress[2] = 1;
        });
        simulation.host("b").start("receiver", () -> {
            while (true) {
                queue.take();
                progress[1]++;
            }
        });
        boolean ended = simulation.runUntil(() -> run.failed() || progress[2] == 1, 60 * SECOND);
        simulation.runFor(SECOND);
        run.metric("retries", progress[0]);
        run.metric("sendNanos", simulation.nanoTime());
        if (!ended) {
            run.fail(
                    "in-time",
                    "sent " + progress[1] + " in 60 s, expected " + run.plan().setting("numbers"));
        }
        if (progress[1] != run.plan().setting("numbers")) {
            run.fail(
                    "all-delivered",
                    "received " + progress[1] + ", expected " + run.plan().setting("numbers"));
        }
        if (run.plan().actions().stream().anyMatch(a -> a.kind().equals("leak"))) {
            run.note("this build has sent " + sender.sentByThisBuild());
        }
    }

    private static void act(Run run, Action action, int[] cuts) {
        Simulation simulation = run.simulation();
        simulation.schedule(action.atNanos(), () -> {
            switch (action.kind()) {
                case "cut" -> cuts[0]++;
                case "die" ->
                    simulation.host("c").start("dying", () -> {
                        throw new IllegalStateException("killed");
                    });
                case "spin" ->
                    simulation.host("c").start("spinning", () -> {
                        while (true) {
                            LockSupport.parkNanos(1);
                        }
                    });
                case "throw" -> throw new IllegalStateException("thrown\nby the scenario");
                case "clock" -> run.note("real time " + ProcessHandle.current().pid() + " " + System.nanoTime());
                default -> {}
            }
        });
        if (action.kind().equals("cut")) {
            simulation.schedule(action.endNanos(), () -> cuts[0]--);
        }
    }
}
