package dev.lockstep.properties.testbed;

import dev.lockstep.buggify.Buggify;
import dev.lockstep.core.Mix;
import dev.lockstep.core.Trace;
import dev.lockstep.core.TraceKind;
import dev.lockstep.node.api.NodeObserver;

/** Passes what a node says to the trace and to the checks. */
final class NodeWatch implements NodeObserver {
    private final SimulatedNode node;
    private final Testbed testbed;
    private long before;
    private boolean restored;

    NodeWatch(SimulatedNode node, Testbed testbed) {
        this.node = node;
        this.testbed = testbed;
    }

    private Trace trace() {
        return node.simulation().trace();
    }

    /** Host threads are numbered by the simulation, so the number is the same in every run. */
    private static long thread() {
        return Thread.currentThread().threadId();
    }

    @Override
    public void lock(String lock, boolean exclusive, LockPhase phase) {
        trace().emit(TraceKind.LOCK, node.host(), exclusive ? 1 : 0, thread(), lock + " " + phase);
        testbed.checks().forEach(c -> c.lock(node, lock, exclusive, phase));
        node.passed();
    }

    @Override
    public void thread(String thread, String phase) {
        trace().emit(TraceKind.THREAD, node.host(), thread + " " + phase);
        testbed.checks().forEach(c -> c.thread(node, thread, phase));
    }

    @Override
    public void state(String subject, String value) {
        trace().emit(TraceKind.STATE, node.host(), subject + " " + value);
        if (subject.equals("loading")) {
            loading(value.equals("1"));
        }
        testbed.checks().forEach(c -> c.state(node, subject, value));
        node.passed();
    }

    /** No event tells that a database was deleted first and none came in its place; its sequence does. */
    private void loading(boolean begins) {
        long latest = node.view().latestSequence();
        if (begins) {
            before = latest;
        } else if (latest == 0 && before > 0 && !restored) {
            testbed.checks().forEach(c -> c.emptied(node));
        }
        restored = false;
    }

    @Override
    public void written(long firstSequence, byte[] batch) {
        trace().emit(TraceKind.STATE, node.host(), firstSequence, Mix.hash(batch), "written");
        testbed.checks().forEach(c -> c.written(node, firstSequence, batch));
        node.passed();
    }

    @Override
    public void applied(long firstSequence, byte[] batch) {
        trace().emit(TraceKind.STATE, node.host(), firstSequence, Mix.hash(batch), "applied");
        testbed.checks().forEach(c -> c.applied(node, firstSequence, batch));
        node.passed();
    }

    @Override
    public void restored(long latestSequence) {
        trace().emit(TraceKind.STATE, node.host(), latestSequence, 0, "restored");
        restored = true;
        testbed.checks().forEach(c -> c.restored(node, latestSequence));
        node.passed();
    }

    @Override
    public boolean disturbs(String place) {
        return testbed.disturbs() && Buggify.here(place);
    }

    @Override
    public void command(String name, String replyHead) {
        trace().emit(TraceKind.COMMAND, node.host(), name + " " + replyHead);
        testbed.checks().forEach(c -> c.command(node, name, replyHead));
        node.passed();
    }
}
