package dev.lockstep.net.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.SimulationOptions;
import dev.lockstep.net.Network;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs a case on the real kernel or in a simulation. */
final class Runs {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long MAX_STEPS = 2_000_000;
    private static final long HOUR = 3_600_000_000_000L;

    private Runs() {}

    /** Runs it on the loopback of the real kernel. */
    static Script real(Case code) throws InterruptedException {
        Script out = new Script();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread main = main(code, new RealLan(), out, failure);
        main.start();
        main.join(PATIENCE_MILLIS);
        if (main.isAlive()) {
            throw new AssertionError(code.name() + " hangs on the real kernel, saw " + out.texts() + " in "
                    + java.util.List.of(main.getStackTrace()));
        }
        check(code, "the real kernel", failure, out);
        return out;
    }

    /** Runs it in a simulation of one host or two. */
    static Script simulated(Case code, long seed, int hosts) {
        Script out = new Script();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        boolean[] done = {false};
        try (Simulation simulation =
                Simulation.create(SimulationOptions.seed(seed).withMaxSteps(MAX_STEPS))) {
            Network network = Network.of(simulation);
            Host server = simulation.host("server");
            Host client = hosts == 1 ? server : simulation.host("client");
            SimulatedLan lan = new SimulatedLan(network, client, server);
            client.start("boot", () -> {
                Thread main = main(code, lan, out, failure);
                main.start();
                main.join();
                done[0] = true;
            });
            simulation.runUntil(() -> done[0], HOUR);
            check(code, hosts + " simulated hosts", failure, out);
            assertThat(simulation.violations()).as(code.name()).isEmpty();
            assertThat(done[0])
                    .as("%s has ended on %d hosts, saw %s\n%s", code.name(), hosts, out.texts(), simulation.threads())
                    .isTrue();
            return out;
        }
    }

    private static Thread main(Case code, Lan lan, Script out, AtomicReference<@Nullable Throwable> failure) {
        return Thread.ofPlatform().name("main").daemon().unstarted(() -> {
            try {
                code.body().run(lan, out);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
    }

    private static void check(Case code, String where, AtomicReference<@Nullable Throwable> failure, Script out) {
        Throwable error = failure.get();
        if (error != null) {
            throw new AssertionError(
                    code.name() + " failed on " + where + ": " + error + ", saw " + out.texts(), error);
        }
    }
}
