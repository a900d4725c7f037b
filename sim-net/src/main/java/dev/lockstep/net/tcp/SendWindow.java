package dev.lockstep.net.tcp;

/** What the other side is ready to take. Only a newer segment may shrink it (RFC 9293, 3.10.7.4; Linux' tcp_may_update_window). */
final class SendWindow {
    private long end;
    private int size;
    /** Sequence number of the segment that told it last. */
    private long toldBy;

    /** The first that was told. */
    void start(long unacknowledged, Segment syn) {
        size = syn.window();
        end = unacknowledged + size;
        toldBy = syn.sequence();
    }

    /** Bytes below this number may be sent. */
    long end() {
        return end;
    }

    /** Whether a segment tells nothing but what is known, as it does when something after it has arrived out of order. */
    boolean repeatedBy(Segment segment) {
        return segment.length() == 0 && !segment.fin() && segment.acknowledged() + segment.window() == end;
    }

    /**
     * Takes what a segment tells.
     *
     * @param news whether it acknowledges something new
     * @return whether it opens a window that was closed, without acknowledging anything new
     */
    boolean update(Segment segment, boolean news) {
        boolean newer = segment.sequence() > toldBy;
        boolean same = segment.sequence() == toldBy && (segment.window() > size || segment.window() == 0);
        boolean larger = segment.acknowledged() + segment.window() >= end;
        if (!news && !newer && !same && !larger) {
            return false;
        }
        boolean opens = !news && size == 0 && segment.window() > 0;
        size = segment.window();
        end = segment.acknowledged() + size;
        toldBy = Math.max(toldBy, segment.sequence());
        return opens;
    }
}
