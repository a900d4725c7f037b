package dev.lockstep.core;

import org.jspecify.annotations.Nullable;

/**
 * The sequence of typed events of one run, folded into a running 64-bit hash. Two runs with equal hashes took the same path.
 * Events are kept only where a listener asks for them. Used on the carrier only.
 */
public final class Trace {
    /** Sees every event of a run. */
    @FunctionalInterface
    public interface Listener {
        /** Called on the carrier; must not change the run. */
        void event(TraceEvent event);
    }

    private final Simulation simulation;
    private @Nullable Listener listener;
    private long hash;
    private long count;
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
        count++;
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
        count++;
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

    private void tell(TraceKind kind, @Nullable Host host, long a, long b, String text) {
        Listener to = listener;
        if (to != null) {
            to.event(new TraceEvent(count, simulation.nanoTime(), kind, host == null ? "" : host.name(), a, b, text));
        }
    }
}
