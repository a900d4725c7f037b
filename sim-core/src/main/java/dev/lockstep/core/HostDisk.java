package dev.lockstep.core;

import dev.lockstep.core.boot.Disk;
import dev.lockstep.core.engine.UnforcedFiles;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a host, as its threads meet it through the JDK's files: streams, channels, {@code RandomAccessFile} and
 * {@code Files}. The files themselves are real. A write that fails may have written a part, which is drawn. What native code
 * writes is not seen. It outlives a crash. Used on the carrier and on simulated threads.
 */
public final class HostDisk implements Disk {
    private static final String FULL = "No space left on device";
    private static final String BROKEN = "Input/output error";

    private final Host host;
    private final UnforcedFiles unforced = new UnforcedFiles();
    private @Nullable Choices torn;
    private @Nullable Choices flaky;
    private boolean full;
    private boolean failing;
    private double refusals;
    private boolean unasked;
    private long delayNanos;
    private int waiting;
    private long waitingSince;
    private long waitedBefore;
    private long refusedSince;
    private long refusedBefore;

    HostDisk(Host host) {
        this.host = host;
    }

    /** Whether there is room for nothing more: every write fails as by ENOSPC. */
    public void full(boolean noRoom) {
        count();
        full = noRoom;
        tell("disk full", noRoom ? 1 : 0);
    }

    /** Whether nothing gets through: every write, force and rename fails as by EIO. */
    public void failing(boolean fails) {
        count();
        failing = fails;
        tell("disk failing", fails ? 1 : 0);
    }

    /** The probability with which a write, force or rename fails as by EIO, each for itself, 0 to 1; 0 at first. */
    public void refusing(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "probability that the disk refuses is " + probability + ", expected 0 to 1");
        }
        count();
        refusals = probability;
        tell("disk refuses, per million", Math.round(probability * 1_000_000));
    }

    /** How long every write, force and rename takes, ns of true time, at least 0; 0 at first. Those under way keep their time. */
    public void delay(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("delay of the disk is " + nanos + " ns, expected at least 0");
        }
        delayNanos = nanos;
        tell("disk delay", nanos);
    }

    private void count() {
        refusedBefore = refusedNanos();
        refusedSince = host.simulation().nanoTime();
    }

    /** Whether it is full, failing or refusing now and then. */
    public boolean refuses() {
        return full || failing || refusals > 0;
    }

    /** For how long it has been so in all so far, ns of true time. */
    public long refusedNanos() {
        return refusedBefore + (refuses() ? host.simulation().nanoTime() - refusedSince : 0);
    }

    /** For how long any thread has waited for a disk that takes its time, ns of true time. */
    public long waitedNanos() {
        return waitedBefore + (waiting == 0 ? 0 : host.simulation().nanoTime() - waitingSince);
    }

    /**
     * The files that would lose something if the power went now, and how long each was when it was last forced to the disk
     * (bytes). A caller that plays a power failure cuts each somewhere between that and its present end. Directories count as
     * forced: a file that was renamed keeps its new name.
     */
    public Map<Path, Long> unforced() {
        return unforced.lengths();
    }

    /** What is in a directory now is where its files come from after a restart: {@code from} is forgotten. */
    public void moved(Path from, Path to) {
        unforced.moved(from.toString(), to.toString());
    }

    /** All that is in a directory is on the disk. */
    public void settled(Path directory) {
        unforced.forgotten(directory.toString());
    }

    @Override
    public long writing(String path, @Nullable FileDescriptor descriptor, long bytes) {
        if (unasked) {
            return bytes;
        }
        take();
        unforced.writing(path, descriptor);
        return full || failing || shouldRefuse() ? part(bytes) : bytes;
    }

    private boolean shouldRefuse() {
        if (refusals == 0) {
            return false;
        }
        Choices choices = flaky;
        if (choices == null) {
            choices = host.simulation().choices("disk refusals").fork(host.name());
            flaky = choices;
        }
        return choices.chance(refusals);
    }

    /** How much of a write that fails gets through. */
    private long part(long bytes) {
        Choices choices = torn;
        if (choices == null) {
            choices = host.simulation().choices("disk").fork(host.name());
            torn = choices;
        }
        long part = bytes == 0 ? 0 : choices.between(0, bytes - 1);
        host.simulation().trace().emit(TraceKind.NOTE, host, part, bytes, "write failed");
        return part;
    }

    @Override
    public IOException failure() {
        return new IOException(full && !failing ? FULL : BROKEN);
    }

    @Override
    public void unasked(boolean through) {
        unasked = through;
    }

    @Override
    public void forcing(String path) throws IOException {
        pass();
        unforced.forced(path);
    }

    @Override
    public void forcing(FileDescriptor descriptor) throws IOException {
        pass();
        unforced.forced(descriptor);
    }

    @Override
    public void moving(String from, String to) throws IOException {
        pass();
        unforced.moved(from, to);
    }

    private void pass() throws IOException {
        take();
        if (failing || shouldRefuse()) {
            throw new IOException(BROKEN);
        }
    }

    /** A thread that waits for the disk cannot be interrupted. */
    private void take() {
        if (delayNanos == 0) {
            return;
        }
        Thread self = Thread.currentThread();
        boolean[] over = new boolean[1];
        if (waiting++ == 0) {
            waitingSince = host.simulation().nanoTime();
        }
        host.simulation().schedule(delayNanos, () -> {
            over[0] = true;
            left();
            LockSupport.unpark(self);
        });
        boolean interrupted = false;
        while (!over[0]) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            self.interrupt();
        }
    }

    private void left() {
        if (--waiting == 0) {
            waitedBefore += host.simulation().nanoTime() - waitingSince;
        }
    }

    private void tell(String what, long value) {
        host.simulation().trace().emit(TraceKind.HOST, host, value, 0, what);
    }
}
