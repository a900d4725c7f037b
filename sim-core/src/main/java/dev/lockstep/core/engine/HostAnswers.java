package dev.lockstep.core.engine;

import dev.lockstep.core.Host;
import dev.lockstep.core.Mix;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.boot.Backend;
import java.util.concurrent.ForkJoinPool;

/** What one incarnation of a host answers in place of the JDK as far as it concerns no thread: clocks, randomness, numbers, pools. */
abstract class HostAnswers implements Backend {
    /** Process ids: hosts count from here, an incarnation apart is this far apart. */
    private static final long FIRST_PID = 1_000;

    private static final long PIDS = 1_000;

    final Host host;
    final Simulation simulation;
    private final long seed;
    private final HostState state = new HostState();

    HostAnswers(Host host, int incarnation) {
        this.host = host;
        this.simulation = host.simulation();
        this.seed = Mix.fold(Mix.mix64(simulation.seed()), Mix.hash(host.name()) + incarnation);
    }

    @Override
    public final long nanoTime() {
        return host.clock().nanoTime();
    }

    @Override
    public final long epochNanosOfSecond(long offsetSeconds) {
        return host.clock().nanosSince(offsetSeconds);
    }

    @Override
    public final long currentTimeMillis() {
        return host.clock().currentTimeMillis();
    }

    @Override
    public final long randomBits() {
        return Mix.mix64(Mix.fold(seed, simulation.carrier().draw()));
    }

    @Override
    public final Object mark() {
        return simulation.carrier().mark();
    }

    @Override
    public final void reset(Object mark) {
        simulation.carrier().reset((long[]) mark);
    }

    @Override
    public final int availableProcessors() {
        return simulation.options().processors();
    }

    @Override
    public final ForkJoinPool commonPool() {
        return state.commonPool();
    }

    @Override
    public final int nextNumber(String counter) {
        return state.nextNumber(counter);
    }

    @Override
    public final long pid() {
        return FIRST_PID + (long) host.incarnation() * PIDS + host.index();
    }

    @Override
    public final boolean sameRun(Backend other) {
        return other instanceof HostAnswers answers && answers.simulation == simulation;
    }
}
