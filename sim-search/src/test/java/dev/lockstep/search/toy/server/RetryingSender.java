package dev.lockstep.search.toy.server;

import dev.lockstep.search.toy.ToySender;

/** Tries until it gets through. */
public final class RetryingSender implements ToySender {
    private static int sent;

    /** A sender. */
    public RetryingSender() {}

    @Override
    public int send(int number, Link link) throws InterruptedException {
        int retries = 0;
        while (!link.offer(number)) {
            retries++;
            Thread.sleep(Pause.MILLIS);
        }
        sent++;
        return retries;
    }

    @Override
    public int sentByThisBuild() {
        return sent;
    }
}
