package dev.lockstep.search.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A span of time on the command line, such as {@code 60s}, {@code 500ms}, {@code 5m} or {@code 2h}.
 *
 * @param nanos how long, ns, above 0
 */
record Span(long nanos) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    static Span parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches() || Long.parseLong(m.group(1)) == 0) {
            throw new TypeConversionException(
                    "'" + text + "' is no span of time, expected for example 60s, 500ms, 5m or 2h");
        }
        long unit = UNITS.getOrDefault(m.group(2), 0L);
        long count = Long.parseLong(m.group(1));
        if (count > Long.MAX_VALUE / unit) {
            throw new TypeConversionException(
                    "'" + text + "' is too long, expected at most " + Long.MAX_VALUE / unit + m.group(2));
        }
        return new Span(count * unit);
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Span> {
        @Override
        public Span convert(String text) {
            return parse(text);
        }
    }
}
