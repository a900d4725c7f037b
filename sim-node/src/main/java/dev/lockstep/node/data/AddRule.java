package dev.lockstep.node.data;

/**
 * When an addition to a sorted set takes effect.
 *
 * @param onlyNew NX: members that exist are left alone
 * @param onlyPresent XX: members that do not exist are not added
 * @param onlyGreater GT: a score only grows
 * @param onlyLess LT: a score only shrinks
 * @param increment INCR: the score is added to the present one
 */
public record AddRule(boolean onlyNew, boolean onlyPresent, boolean onlyGreater, boolean onlyLess, boolean increment) {
    /** Always. */
    public static final AddRule PLAIN = new AddRule(false, false, false, false, false);

    /** Always, added to the present score. */
    public static final AddRule INCREMENT = new AddRule(false, false, false, false, true);

    boolean allows(double old, double wanted) {
        return !onlyNew && !(onlyGreater && wanted <= old) && !(onlyLess && wanted >= old);
    }
}
