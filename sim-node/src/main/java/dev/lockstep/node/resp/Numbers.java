package dev.lockstep.node.resp;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as Kvrocks reads them (parse_util.h), that is as C's strtoll, strtoull and strtod do; errors in its words. */
public final class Numbers {
    /** What is said of an argument that is no integer. */
    public static final String NOT_INTEGER = "value is not an integer or out of range";

    /** What is said of an argument that is no floating-point number. */
    public static final String NOT_FLOAT = "value is not a valid float";

    private static final String BLANKS = "[ \\t\\n\\x0b\\f\\r]*";
    private static final Pattern INTEGER = Pattern.compile("(" + BLANKS + "[+-]?[0-9]+)(.*)", Pattern.DOTALL);
    private static final Pattern REAL = Pattern.compile(
            "(" + BLANKS + ")([+-]?(?:[0-9]+\\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\\.[0-9]+(?:[eE][+-]?[0-9]+)?"
                    + "|inf(?:inity)?|nan))(.*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);

    private Numbers() {}

    /** A 64-bit integer; the message of the exception tells what is wrong, without a code word. */
    public static long signed(String text) throws NumberFormatException {
        BigInteger value = integer(text);
        if (value.bitLength() > 63) {
            throw new NumberFormatException("out of range of integer type");
        }
        return value.longValue();
    }

    /** An unsigned 64-bit integer; a minus wraps round. */
    public static long unsigned(String text) throws NumberFormatException {
        BigInteger value = integer(text);
        if (value.abs().compareTo(UNSIGNED) >= 0) {
            throw new NumberFormatException("out of range of integer type");
        }
        return value.longValue();
    }

    /** An integer from {@code min} to {@code max}. */
    public static long within(String text, long min, long max) throws NumberFormatException {
        long value = signed(text);
        if (value < min || value > max) {
            throw new NumberFormatException("out of numeric range");
        }
        return value;
    }

    /** A 32-bit integer. */
    public static int small(String text) throws NumberFormatException {
        long value = signed(text);
        if (value != (int) value) {
            throw new NumberFormatException("out of range of integer type");
        }
        return (int) value;
    }

    private static BigInteger integer(String text) {
        Matcher matcher = INTEGER.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException("not started as an integer");
        }
        if (!matcher.group(2).isEmpty()) {
            throw new NumberFormatException("encounter non-integer characters");
        }
        String digits = matcher.group(1).strip();
        return new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits);
    }

    /** A floating-point number, which may be infinite or not a number. */
    public static double real(String text) throws NumberFormatException {
        Matcher matcher = REAL.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException("not started as a number");
        }
        if (!matcher.group(3).isEmpty()) {
            throw new NumberFormatException("encounter non-number characters");
        }
        return value(matcher.group(2));
    }

    private static double value(String text) {
        String word = text.toLowerCase(java.util.Locale.ROOT).replaceFirst("^[+-]", "");
        if (word.equals("nan")) {
            return Double.NaN;
        }
        double size = word.startsWith("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word);
        if (Double.isInfinite(size) && !word.startsWith("inf")) {
            throw new NumberFormatException("out of range of floating-point type");
        }
        return text.startsWith("-") ? -size : size;
    }
}
