package dev.lockstep.core;

import dev.lockstep.core.Recording.Values;

/**
 * Choices read from a recording. A stream that has come to its end goes on with what the other source draws there, as if it had
 * drawn the recorded ones too; a choice that no longer fits its bounds is taken modulo them.
 */
final class ReplayedChoices implements Choices {
    private final Recording recording;
    private final Choices otherwise;
    private final String name;
    private final Values values;
    private int next;

    ReplayedChoices(Recording recording, Choices otherwise, String name) {
        this.recording = recording;
        this.otherwise = otherwise;
        this.name = name;
        this.values = recording.stream(name);
    }

    @Override
    public long bits() {
        return next(otherwise.bits());
    }

    @Override
    public int below(int bound) {
        return (int) Math.floorMod(next(otherwise.below(bound)), (long) bound);
    }

    @Override
    public long between(long low, long high) {
        long drawn = otherwise.between(low, high) - low;
        return low + Math.floorMod(next(drawn), high - low + 1);
    }

    @Override
    public double unit() {
        return (next((long) (otherwise.unit() * 0x1.0p53)) & (1L << 53) - 1) * 0x1.0p-53;
    }

    @Override
    public boolean chance(double probability) {
        return (next(otherwise.chance(probability) ? 1 : 0) & 1) == 1;
    }

    @Override
    public Choices fork(String child) {
        return new ReplayedChoices(recording, otherwise.fork(child), name.isEmpty() ? child : name + "/" + child);
    }

    private long next(long drawn) {
        return next < values.size() ? values.at(next++) : drawn;
    }
}
