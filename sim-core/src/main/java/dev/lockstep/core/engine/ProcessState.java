package dev.lockstep.core.engine;

import dev.lockstep.core.Host;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceKind;
import dev.lockstep.core.boot.Disk;
import dev.lockstep.core.boot.HostProcess;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the process of a host and ends with it: system properties, shutdown hooks, the way to its end. Used on the
 * carrier and on threads of the host.
 */
public final class ProcessState implements HostProcess {
    /** Those of the JVM, taken on a thread that is not simulated. */
    private static final Properties JVM = System.getProperties();

    private final HostScheduler scheduler;
    private final List<Thread> hooks = new ArrayList<>();
    private final Set<Long> running = new HashSet<>();
    private @Nullable Properties properties;
    private boolean ending;
    private int status;

    ProcessState(HostScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Touches the class on a thread that is not simulated. */
    static void check() {
        if (JVM.isEmpty()) {
            throw new IllegalStateException("no system properties, expected those of the JVM");
        }
    }

    /** Starts the shutdown hooks; when they have ended, so has the process. Does nothing if it is ending already. */
    public void end(int exitStatus) {
        if (ending) {
            return;
        }
        ending = true;
        status = exitStatus;
        Host host = scheduler.host();
        host.simulation().trace().emit(TraceKind.HOST, host, exitStatus, hooks.size(), "stopping");
        for (Thread hook : hooks) {
            scheduler.startFacade(hook);
            Thread runner = MovedThread.runner(hook);
            if (runner != null) {
                running.add(runner.threadId());
            }
        }
        if (running.isEmpty()) {
            host.ended(status);
        }
    }

    /** A thread has ended; it may have been the last hook. */
    void ended(long id) {
        if (running.remove(id) && running.isEmpty()) {
            scheduler.host().ended(status);
        }
    }

    @Override
    public void exit(int exitStatus) {
        end(exitStatus);
        scheduler.vanish();
    }

    @Override
    public void halt(int exitStatus) {
        scheduler.host().ended(exitStatus);
        scheduler.vanish();
    }

    @Override
    public void addHook(Thread hook) {
        checkNotEnding();
        if (hooks.contains(hook)) {
            throw new IllegalArgumentException("Hook previously registered");
        }
        if (hook.isAlive()) {
            throw new IllegalArgumentException("Hook already running");
        }
        hooks.add(hook);
    }

    @Override
    public boolean removeHook(Thread hook) {
        checkNotEnding();
        return hooks.remove(hook);
    }

    private void checkNotEnding() {
        if (ending) {
            throw new IllegalStateException("Shutdown in progress");
        }
    }

    @Override
    public Properties properties() {
        Properties known = properties;
        if (known == null) {
            known = new Properties();
            known.putAll(JVM);
            known.setProperty("java.io.tmpdir", scheduler.host().tempPath().toString());
            known.putAll(scheduler.host().properties());
            properties = known;
        }
        return known;
    }

    @Override
    public void properties(@Nullable Properties newProperties) {
        properties = newProperties;
    }

    @Override
    public File tempDirectory() {
        return scheduler.host().tempDirectory().toFile();
    }

    @Override
    public @Nullable Disk disk() {
        Host host = scheduler.host();
        return host.simulation().trace().telling() ? null : host.disk();
    }

    @Override
    public boolean preemptsAtLock() {
        Simulation simulation = scheduler.host().simulation();
        return simulation.options().preemptAtLocks() && preempts(simulation);
    }

    @Override
    public boolean preemptsAtAccess() {
        Simulation simulation = scheduler.host().simulation();
        return simulation.options().preemptAtAccesses() && preempts(simulation);
    }

    private static boolean preempts(Simulation simulation) {
        return !simulation.trace().telling() && simulation.carrier().preempts();
    }
}
