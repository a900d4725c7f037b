package dev.lockstep.net.tcp;

/**
 * Finds losses by duplicate acknowledgements: three tell of one (RFC 5681), and until all that was under way then is acknowledged
 * each partial acknowledgement tells of the next (RFC 6582).
 */
final class LossDetector {
    private static final int DUPLICATES = 3;

    private int duplicates;
    /** Duplicates below this number tell of losses that are already known. */
    private long knownLostUpTo;
    /** Losses below this number are repaired one at each acknowledgement. */
    private long repairUpTo;

    /** An acknowledgement came again; true if that tells of a new loss. */
    boolean duplicate(long unacknowledged, long highest) {
        if (++duplicates != DUPLICATES || unacknowledged < knownLostUpTo) {
            return false;
        }
        knownLostUpTo = highest;
        repairUpTo = highest;
        return true;
    }

    /** Something new was acknowledged; true if what follows it is lost too. */
    boolean advanced(long unacknowledged) {
        duplicates = 0;
        return unacknowledged < repairUpTo;
    }

    /** The timer takes over: all that was sent counts as lost. */
    void timedOut(long highest) {
        knownLostUpTo = highest;
        repairUpTo = 0;
        duplicates = 0;
    }
}
