package dev.lockstep.core;

import dev.lockstep.core.Recording.Values;

/** Choices of another source, written down as they are made. */
final class RecordedChoices implements Choices {
    private final Choices source;
    private final Recording recording;
    private final String name;
    private final Values values;

    RecordedChoices(Choices source, Recording recording, String name) {
        this.source = source;
        this.recording = recording;
        this.name = name;
        this.values = recording.stream(name);
    }

    @Override
    public long bits() {
        return kept(source.bits());
    }

    @Override
    public int below(int bound) {
        return (int) kept(source.below(bound));
    }

    @Override
    public long between(long low, long high) {
        return low + kept(source.between(low, high) - low);
    }

    @Override
    public double unit() {
        return kept((long) (source.unit() * 0x1.0p53)) * 0x1.0p-53;
    }

    @Override
    public boolean chance(double probability) {
        return kept(source.chance(probability) ? 1 : 0) == 1;
    }

    @Override
    public Choices fork(String child) {
        String path = name.isEmpty() ? child : name + "/" + child;
        return new RecordedChoices(source.fork(child), recording, path);
    }

    private long kept(long value) {
        values.add(value);
        return value;
    }
}
