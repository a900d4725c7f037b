package dev.lockstep.search.toy.server;

/** How long to wait before trying again. */
final class Pause {
    static final long MILLIS = 100;

    private Pause() {}
}
