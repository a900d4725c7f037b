package dev.lockstep.net;

/** What becomes of a packet. */
public sealed interface Verdict {
    /** The next rule decides; if there is none, the packet takes the link as usual. */
    Verdict PASS = new Pass();

    /** The packet vanishes without a sign. */
    Verdict DROP = new Drop();

    /** The packet waits until the rule is lifted, and then goes on in the order of arrival. */
    Verdict HOLD = new Hold();

    /** The packet arrives later than the link alone would deliver it; {@code nanos} at least 0. */
    static Verdict deliverAfter(long nanos) {
        return new DeliverAfter(nanos);
    }

    /** Only the first bytes of the payload go on; {@code bytes} at least 0. */
    static Verdict truncate(int bytes) {
        return new Truncate(bytes);
    }

    /** The packet goes on, but offers a window of so many bytes at most; {@code bytes} at least 0. */
    static Verdict limitWindow(int bytes) {
        return new LimitWindow(bytes);
    }

    /** See {@link #PASS}. */
    record Pass() implements Verdict {}

    /** See {@link #DROP}. */
    record Drop() implements Verdict {}

    /** See {@link #HOLD}. A rule holds at most 65,536 packets and drops what comes beyond. */
    record Hold() implements Verdict {}

    /**
     * Extra delay; packets so delayed may be overtaken by others.
     *
     * @param nanos extra delay, ns, at least 0
     */
    record DeliverAfter(long nanos) implements Verdict {
        /** Checks the bounds. */
        public DeliverAfter {
            if (nanos < 0) {
                throw new IllegalArgumentException("delay is " + nanos + " ns, expected at least 0");
            }
        }
    }

    /**
     * Lets a part of a packet through, so that a stream can be cut at an exact byte whatever the packets are.
     *
     * @param bytes payload bytes that go on, at least 0; at or above the length of the packet all of it does
     */
    record Truncate(int bytes) implements Verdict {
        /** Checks the bounds. */
        public Truncate {
            if (bytes < 0) {
                throw new IllegalArgumentException("truncated to " + bytes + " bytes, expected at least 0");
            }
        }
    }

    /**
     * Makes a receiver look full, so that the other side stops to send and probes.
     *
     * @param bytes largest window that goes on, at least 0; a packet that offers less is not changed
     */
    record LimitWindow(int bytes) implements Verdict {
        /** Checks the bounds. */
        public LimitWindow {
            if (bytes < 0) {
                throw new IllegalArgumentException("window is " + bytes + " bytes, expected at least 0");
            }
        }
    }
}
