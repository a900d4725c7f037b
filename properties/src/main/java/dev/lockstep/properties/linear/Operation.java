package dev.lockstep.properties.linear;

import org.jspecify.annotations.Nullable;

/**
 * One operation of a client on one register. Null is the value of a register that does not exist.
 *
 * @param kind what it does
 * @param argument the value it writes, or null to delete; not used by a read
 * @param result what it was answered: the value read, or found before it wrote; not used by a plain write
 * @param outcome whether it was done, was refused by the state it met, or nobody knows
 * @param called when the client sent it, any unit
 * @param returned when the answer came, not before {@code called}; {@link Long#MAX_VALUE} if none did
 */
public record Operation(
        Kind kind, @Nullable String argument, @Nullable String result, Outcome outcome, long called, long returned) {
    /** What an operation does. */
    public enum Kind {
        /** Returns the value. */
        READ,
        /** Sets or deletes the value, whatever it was. */
        WRITE,
        /** Sets the value and returns the old one. */
        SWAP,
        /** Sets the value if there is none. */
        WRITE_IF_ABSENT
    }

    /** What became of an operation. */
    public enum Outcome {
        /** It took effect between call and return. */
        DONE,
        /** Its condition did not hold at some moment between call and return. */
        REFUSED,
        /** It took effect at some time after the call, or never. */
        UNKNOWN
    }

    /** Checks the times. */
    public Operation {
        if (returned < called) {
            throw new IllegalArgumentException("returned is " + returned + ", expected at least called, " + called);
        }
    }

    /** Whether a client knows that it is over. */
    public boolean completed() {
        return outcome != Outcome.UNKNOWN;
    }
}
