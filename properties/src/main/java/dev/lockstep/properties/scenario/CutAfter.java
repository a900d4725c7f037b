package dev.lockstep.properties.scenario;

import dev.lockstep.core.Host;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Rules;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Action;

/**
 * A fault that hits a place in a stream: once some bytes have gone from one node to another, all connections together, everything
 * between the two vanishes; at the end their connections are reset. So a reader is left in the middle of what it reads.
 */
final class CutAfter {
    /** Target {@code a->b}, argument {@code bytes}, 0 to {@link #MOST}. */
    static final String KIND = "cut-after";

    /** The most bytes that go through. */
    static final long MOST = 1L << 30;

    private CutAfter() {}

    /** Begins it; what it returns ends it. */
    static Runnable begin(Action action, Testbed testbed) {
        String[] names = Faults.names(action, Faults.ONE);
        Host from = testbed.node(names[0]).host();
        Host to = testbed.node(names[1]).host();
        Guard guard = testbed.network().rule(Rules.cutAfter(from, to, Long.parseLong(action.argument("bytes"))));
        return () -> {
            guard.close();
            testbed.network().reset(from, to);
        };
    }

    /** The fault in words. */
    static String sentence(Action action) {
        String[] names = Faults.names(action, Faults.ONE);
        return "packets " + names[0] + "<->" + names[1] + " vanish after " + action.argument("bytes") + " bytes "
                + action.target() + " until their connections are reset";
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected
     */
    static void check(Action action, long nodes) {
        Faults.checkPair(action, Faults.ONE, nodes);
        ChaosFaults.checkRange(action, "bytes", 0, MOST);
    }
}
