package dev.lockstep.properties.fault;

import dev.lockstep.core.Host;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;

/**
 * A fault that hits a place in a stream: once some bytes have gone from one node to another, all connections together, everything
 * between the two vanishes; at the end their connections are reset. So a reader is left in the middle of what it reads.
 */
public final class CutAfter {
    /** Target {@code a->b}, argument {@code bytes}, 0 to {@link #MOST}. */
    public static final String KIND = "cut-after";

    /** The most bytes that go through. */
    private static final long MOST = 1L << 30;

    /** The kind. */
    static final FaultKind FAULT = FaultKind.between(KIND, Targets.ONE, CutAfter::sentence, CutAfter::begin)
            .with(Targets.number("bytes", 0, MOST));

    private CutAfter() {}

    private static Runnable begin(Action action, Host from, Host to, Testbed testbed) {
        Guard guard = testbed.network().rule(Rules.cutAfter(from, to, Targets.number(action, "bytes")));
        return () -> {
            guard.close();
            testbed.network().reset(from, to);
        };
    }

    private static String sentence(Action action) {
        String[] names = Targets.names(action, Targets.ONE);
        return "packets " + names[0] + "<->" + names[1] + " vanish after " + action.argument("bytes") + " bytes "
                + action.target() + " until their connections are reset";
    }
}
