package dev.lockstep.node.data;

/**
 * Which members of a range are wanted.
 *
 * @param backwards whether to begin at the upper end
 * @param offset how many to leave out first; a negative one leaves out all
 * @param count how many at most, all if negative
 */
public record Window(boolean backwards, long offset, long count) {
    /** All, from the lower end. */
    public static final Window ALL = new Window(false, 0, -1);

    /** Whether the {@code position}th member of the range is wanted. */
    boolean wants(long position) {
        return offset >= 0 && position >= offset;
    }

    /** Whether nothing more is wanted once {@code taken} have been. */
    boolean full(long taken) {
        return count >= 0 && taken >= count;
    }
}
