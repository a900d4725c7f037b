package dev.lockstep.search.toy;

/** Sends numbers over a link that may be cut. Shared by all builds. */
public interface ToySender {
    /** Sends one; returns how often it had to try again. */
    int send(int number, Link link) throws InterruptedException;

    /** How many numbers this build has sent in this JVM: a static, for tests of isolation. */
    int sentByThisBuild();

    /** Takes a number unless it is cut. */
    interface Link {
        /** False if the link is cut; the number is lost then. */
        boolean offer(int number);
    }
}
