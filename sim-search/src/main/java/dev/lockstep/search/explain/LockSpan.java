package dev.lockstep.search.explain;

/**
 * One use of a lock by one thread.
 *
 * @param host where
 * @param thread the thread's id
 * @param lock the lock's name
 * @param exclusive whether nobody else may hold it meanwhile
 * @param askedNanos when the thread began to wait for it, virtual ns
 * @param takenNanos when it got it; -1 if it never did
 * @param releasedNanos when it let it go; -1 if it never did
 */
public record LockSpan(
        String host,
        long thread,
        String lock,
        boolean exclusive,
        long askedNanos,
        long takenNanos,
        long releasedNanos) {
    /** The name, and how it was taken. */
    public String text() {
        return lock + (exclusive ? "" : " (shared)");
    }
}
