package dev.lockstep.core;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;

/**
 * The choices of one run, stream by stream, in the order they were made. A choice is kept as the value that was chosen (an index
 * for {@link Choices#below}, a distance from the low end for {@link Choices#between}, 0 or 1 for {@link Choices#chance}), so that
 * small numbers mean plain choices and 0 means the first. As text: one line a stream, {@code name}, tab, values between blanks.
 */
public final class Recording {
    private final Map<String, Values> streams = new LinkedHashMap<>();

    /** A recording without choices. */
    public Recording() {}

    /** The recording that {@link #toString} told. */
    public static Recording parse(String text) {
        Recording recording = new Recording();
        text.lines().filter(l -> !l.isBlank()).forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                throw new IllegalArgumentException("line \"" + line + "\", expected a stream, a tab and its choices");
            }
            Values values = recording.stream(line.substring(0, tab));
            for (String value : line.substring(tab + 1).split(" ", -1)) {
                if (!value.isEmpty()) {
                    values.add(Long.parseLong(value));
                }
            }
        });
        return recording;
    }

    /** The recording of these choices by stream. */
    public static Recording of(Map<String, List<Long>> choices) {
        Recording recording = new Recording();
        choices.forEach((name, values) -> values.forEach(recording.stream(name)::add));
        return recording;
    }

    /** The choices by stream, in the order of the streams' creation, without those that made none. */
    public Map<String, List<Long>> toMap() {
        Map<String, List<Long>> all = new LinkedHashMap<>();
        names().forEach(name ->
                all.put(name, Arrays.stream(choices(name)).boxed().toList()));
        return all;
    }

    /** The names of the streams that made choices, in the order of their creation; a fork is {@code parent/child}. */
    public List<String> names() {
        return streams.entrySet().stream()
                .filter(e -> e.getValue().size > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The choices of a stream; empty if it made none. */
    public long[] choices(String name) {
        Values values = streams.get(name);
        return values == null ? new long[0] : Arrays.copyOf(values.values, values.size);
    }

    /** The part of it made by streams of certain names: a replay draws what it does not find. */
    public Recording only(Predicate<String> names) {
        Recording part = new Recording();
        streams.forEach((name, values) -> {
            if (names.test(name)) {
                part.streams.put(name, values);
            }
        });
        return part;
    }

    /** The same with other choices for one stream. */
    public Recording with(String name, long... choices) {
        Recording changed = only(n -> true);
        Values values = new Values();
        for (long choice : choices) {
            values.add(choice);
        }
        changed.streams.put(checked(name), values);
        return changed;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        names().forEach(name -> {
            Values values = stream(name);
            StringJoiner line = new StringJoiner(" ", name + '\t', "\n");
            for (int i = 0; i < values.size; i++) {
                line.add(Long.toString(values.values[i]));
            }
            text.append(line);
        });
        return text.toString();
    }

    Values stream(String name) {
        return streams.computeIfAbsent(checked(name), n -> new Values());
    }

    private static String checked(String name) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("stream \"" + name + "\", expected a name without control characters");
        }
        return name;
    }

    /** A growing list of choices. */
    static final class Values {
        private long[] values = new long[16];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        long at(int index) {
            return values[index];
        }
    }
}
