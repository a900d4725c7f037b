package dev.lockstep.net.conformance;

/**
 * One program of socket calls.
 *
 * @param name what it is about
 * @param difference why it is known to differ from the kernel, or empty
 * @param body the program
 */
record Case(String name, String difference, Body body) {
    /** The code of a case; runs on a platform thread of the client's host. */
    @FunctionalInterface
    interface Body {
        void run(Lan lan, Script out) throws Exception;
    }

    Case(String name, Body body) {
        this(name, "", body);
    }
}
