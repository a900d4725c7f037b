package dev.lockstep.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sequence of typed events of one run, folded into a running 64-bit hash. Two runs with equal hashes took the same path.
 * Events are kept only where a listener asks for them. Used on the carrier only.
 */
public final class Trace {
    /** Sees every event of a run. */
    @FunctionalInterface
    public interface Listener {
        /** Called on the carrier or on a simulated thread; must not change the run. */
        void event(TraceEvent event);

        /**
         * The thread of the running step has armed a timer (a sleep, a wait with a time-out): finer than events, not part of the trace.
         *
         * @param dueNanos when it fires, virtual ns
         */
        default void timer(long dueNanos) {}
    }

    private final Simulation simulation;
    private @Nullable Listener listener;
    private long hash;
    private long count;
    private boolean telling;
    private final CheckpointLog checkpoints = new CheckpointLog();
    private boolean muted;

    Trace(Simulation simulation) {
        this.simulation = simulation;
        this.hash = Mix.mix64(0x4C6F636B73746570L);
    }

    /** Adds an event that is told by numbers alone. */
    public void emit(TraceKind kind, @Nullable Host host, long a, long b) {
        if (muted) {
            return;
        }
        fold(kind, host, a, b);
        if (listener != null) {
            tell(kind, host, a, b, "");
        }
        checkpoints.passed(++count, hash);
    }

    /** Adds an event with a text, which must itself be deterministic: no addresses, hashes or wall-clock times. */
    public void emit(TraceKind kind, @Nullable Host host, String text) {
        emit(kind, host, 0, 0, text);
    }

    /** Adds an event with numbers and a text. */
    public void emit(TraceKind kind, @Nullable Host host, long a, long b, String text) {
        if (muted) {
            return;
        }
        fold(kind, host, a, b);
        hash = Mix.fold(hash, Mix.hash(text));
        if (listener != null) {
            tell(kind, host, a, b, text);
        }
        checkpoints.passed(++count, hash);
    }

    /** Makes a listener see all further events; null takes it away. */
    public void listener(@Nullable Listener newListener) {
        this.listener = newListener;
    }

    /** Takes no further events: for measuring what the trace costs. Such a run has nothing to be compared by. */
    public void mute() {
        muted = true;
    }

    /** Whether somebody listens, so that a text is worth building for the listener alone. */
    public boolean recorded() {
        return listener != null;
    }

    /** The hash over all events so far. */
    public long hash() {
        return hash;
    }

    /** The hash as 16 hex digits. */
    public String hashText() {
        return String.format("%016x", hash);
    }

    /** The hash at some places so far. */
    public Checkpoints checkpoints() {
        return checkpoints.checkpoints();
    }

    /** The number of events so far. */
    public long count() {
        return count;
    }

    private void fold(TraceKind kind, @Nullable Host host, long a, long b) {
        long h = Mix.fold(hash, simulation.nanoTime());
        h = Mix.fold(h, (long) kind.code() << 32 | (host == null ? 0 : host.index() + 1));
        h = Mix.fold(h, a);
        hash = Mix.fold(h, b);
    }

    /** For the engine: a timer was armed. */
    public void timer(long dueNanos) {
        if (listener != null) {
            undisturbed(to -> to.timer(dueNanos));
        }
    }

    /** Whether something is done {@link #aside}, such as telling a listener. */
    public boolean telling() {
        return telling;
    }

    private void tell(TraceKind kind, @Nullable Host host, long a, long b, String text) {
        undisturbed(to -> to.event(
                new TraceEvent(count, simulation.nanoTime(), kind, host == null ? "" : host.name(), a, b, text)));
    }

    private void undisturbed(Consumer<Listener> call) {
        Listener to = listener;
        if (to != null) {
            aside(() -> call.accept(to));
        }
    }

    /**
     * Runs, on whatever thread of the simulation, what belongs to who watches it and not to the host: what it draws (identity hashes, for
     * instance) is taken back, no other thread runs meanwhile, and its files are not on the host's disk.
     */
    public void aside(Runnable work) {
        long[] mark = simulation.carrier().mark();
        boolean before = telling;
        telling = true;
        try {
            work.run();
        } finally {
            telling = before;
            simulation.carrier().reset(mark);
        }
    }
}
