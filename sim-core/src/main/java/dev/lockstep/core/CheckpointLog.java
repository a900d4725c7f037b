package dev.lockstep.core;

import java.util.Arrays;

/** Takes the hash of a trace at evenly spaced places: when it is full, every second one goes and the distance doubles. */
final class CheckpointLog {
    private static final int CAPACITY = 32;
    private static final long FIRST_DISTANCE = 16;

    private final long[] hashes = new long[CAPACITY];
    private int size;
    private long every = FIRST_DISTANCE;

    /** How many events the next one is taken after. */
    private long next = FIRST_DISTANCE;

    /** Told of every event: how many there are now, and the hash over them. */
    void passed(long events, long hash) {
        if (events == next) {
            take(hash);
        }
    }

    private void take(long hash) {
        if (size == CAPACITY) {
            size = CAPACITY / 2;
            for (int i = 0; i < size; i++) {
                hashes[i] = hashes[2 * i + 1];
            }
            every *= 2;
            next += every / 2; // this one lies between two places now
            return;
        }
        hashes[size++] = hash;
        next += every;
    }

    Checkpoints checkpoints() {
        return new Checkpoints(
                every,
                Arrays.stream(hashes, 0, size)
                        .mapToObj(h -> String.format("%016x", h))
                        .toList());
    }
}
