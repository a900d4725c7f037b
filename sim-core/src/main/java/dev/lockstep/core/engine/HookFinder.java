package dev.lockstep.core.engine;

import dev.lockstep.core.boot.Backend;
import dev.lockstep.core.boot.Hooks;
import org.jspecify.annotations.Nullable;

/** How the hooks of the agent find the scheduler, the facade and the runner of a thread. Callable on every thread. */
final class HookFinder implements Hooks.Finder {
    @Override
    public @Nullable Backend of(Thread virtual) {
        return HostScheduler.of(virtual);
    }

    @Override
    public @Nullable Backend starting() {
        return HostScheduler.STARTING.get();
    }

    @Override
    public Thread facade(Thread virtual) {
        return MovedThread.facade(virtual);
    }

    @Override
    public @Nullable Thread runner(Thread facade) {
        return MovedThread.runner(facade);
    }

    @Override
    public void foreignNotify(Object monitor) {
        ForeignNotify.tell(monitor);
    }

    @Override
    public void resetThreadLocals(Thread thread) {
        MovedThread.resetThreadLocals(thread);
    }
}
