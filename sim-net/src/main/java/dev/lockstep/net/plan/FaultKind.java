package dev.lockstep.net.plan;

import dev.lockstep.net.Rule;
import java.util.List;
import java.util.Locale;

/** The kinds of faults in a plan: whom each hits and what its amount means. */
public enum FaultKind {
    /** Packets vanish, both ways. {@code a<->b}. */
    DROP(Target.PAIR),
    /** Packets vanish one way. {@code a->b}. */
    ONE_WAY(Target.DIRECTION),
    /** What opens connections vanishes; open ones go on. {@code a->b}. */
    DROP_SYN(Target.DIRECTION),
    /** A host is cut off from all others. {@code a}. */
    ISOLATE(Target.HOST),
    /** Two groups do not see each other. {@code a,b|c,d}. */
    HALVES(Target.GROUPS),
    /** Each host sees only its neighbours. {@code a,b,c,d}. */
    RING(Target.CIRCLE),
    /** Two groups see each other over one host only. {@code a,b|x|c,d}. */
    BRIDGE(Target.BRIDGE),
    /** Some pairs do not see each other. {@code a<->b,c<->d}. */
    PARTIAL(Target.PAIRS),
    /** Packets are late; amount: by how much, ns. {@code a<->b}. */
    DELAY(Target.PAIR),
    /** Packets are lost at random; amount: of a thousand. {@code a<->b}. */
    LOSE(Target.PAIR),
    /** Packets wait until the end of the fault. {@code a<->b}. */
    HOLD(Target.PAIR),
    /** All packets of a host wait until the end of the fault. {@code a}. */
    CLOG(Target.HOST),
    /** A link drops everything half of the time; amount: ns of each half. {@code a<->b}. */
    FLAP(Target.PAIR),
    /** All connections are reset, once, at the beginning. {@code a<->b}. */
    RESET(Target.PAIR),
    /** All connections are reset again and again; amount: period, ns. {@code a<->b}. */
    RESET_STORM(Target.PAIR),
    /** After a number of payload bytes everything vanishes, both ways; amount: bytes. {@code a->b}. */
    CUT_AFTER(Target.DIRECTION),
    /** {@code b} looks as if it read slowly what {@code a} sends; amount: bytes/s. {@code a->b}. */
    SLOW_DRAIN(Target.DIRECTION),
    /** A host finds no name. {@code a}. */
    LOOKUP(Target.HOST);

    private final Target target;

    FaultKind(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** The groups of names in a target. */
    List<List<String>> targets(String text) {
        return target.read(this, text);
    }

    /** Its name in plans, such as {@code drop-syn}; see {@link Rule#describe}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
