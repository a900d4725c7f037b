package dev.lockstep.node.command;

import dev.lockstep.node.data.DataException;
import dev.lockstep.node.data.Score;
import dev.lockstep.node.data.Strings;
import dev.lockstep.node.resp.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The commands on strings as numbers (Kvrocks cmd_string.cc). */
final class NumberCommands {
    private static final int STORED_PLACES = 6;
    private static final String BLANKS = " \t\n\u000b\f\r";

    List<Command> all() {
        return List.of(
                Command.writes("incr", 2, KeyPositions.FIRST, words -> add(words, 1)),
                Command.writes("decr", 2, KeyPositions.FIRST, words -> add(words, -1)),
                Command.writes("incrby", 3, KeyPositions.FIRST, words -> add(words, words.number(2))),
                Command.writes("decrby", 3, KeyPositions.FIRST, NumberCommands::subtract),
                Command.writes("incrbyfloat", 3, KeyPositions.FIRST, NumberCommands::addReal));
    }

    private static Command.DataAction subtract(Arguments words) throws CommandException {
        long amount = words.number(2);
        if (amount == Long.MIN_VALUE) {
            throw CommandException.err("decrement would overflow");
        }
        return add(words, -amount);
    }

    private static Command.DataAction add(Arguments words, long amount) {
        return (db, out) -> {
            byte[] after =
                    new Strings(db).update(words.bytes(1), bytes("0"), old -> bytes(Long.toString(sum(old, amount))));
            out.integer(Long.parseLong(text(after)));
        };
    }

    private static long sum(byte[] old, long amount) {
        if (old.length == 0) {
            return amount;
        }
        String text = text(old);
        long value;
        try {
            value = Numbers.signed(text);
        } catch (NumberFormatException e) {
            throw DataException.invalid(Numbers.NOT_INTEGER);
        }
        refuseBlank(text, "value is not an integer");
        return exact(value, amount);
    }

    /** The sum, unless it does not fit. */
    static long exact(long value, long amount) {
        try {
            return Math.addExact(value, amount);
        } catch (ArithmeticException e) {
            throw DataException.invalid("increment or decrement would overflow");
        }
    }

    /** Refuses a stored number that begins with a blank, which C's functions would skip. */
    static void refuseBlank(String text, String complaint) {
        if (!text.isEmpty() && BLANKS.indexOf(text.charAt(0)) >= 0) {
            throw DataException.invalid(complaint);
        }
    }

    private static Command.DataAction addReal(Arguments words) throws CommandException {
        double amount = words.real(2, Numbers.NOT_FLOAT);
        return (db, out) -> {
            double[] sum = new double[1];
            new Strings(db).update(words.bytes(1), bytes("0"), old -> {
                sum[0] = realSum(old.length == 0 ? bytes("0") : old, amount);
                return storedReal(sum[0]);
            });
            out.bulk(Score.text(sum[0]));
        };
    }

    /** How a sum of floating-point numbers is stored: with six places behind the point, though the reply has all (C's {@code %f}). */
    static byte[] storedReal(double sum) {
        return bytes(new BigDecimal(sum)
                .setScale(STORED_PLACES, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    /** The sum of a stored number and {@code amount}. */
    static double realSum(byte[] old, double amount) {
        String text = text(old);
        double value;
        try {
            value = Numbers.real(text);
        } catch (NumberFormatException e) {
            throw DataException.invalid("value is not a number");
        }
        refuseBlank(text, "value is not a number");
        double sum = value + amount;
        if (Double.isNaN(sum) || Double.isInfinite(sum)) {
            throw DataException.invalid("increment would produce NaN or Infinity");
        }
        return sum;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
