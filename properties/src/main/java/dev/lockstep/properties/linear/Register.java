package dev.lockstep.properties.linear;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a register, as far as it is known. Immutable.
 *
 * @param known whether anything is known of it; a history may begin in the middle of a register's life
 * @param value the value, null if there is none; null too if it is not known
 */
record Register(boolean known, @Nullable String value) {
    static final Register ANYTHING = new Register(false, null);

    /** The state after an operation, or null if the operation cannot have met this state. */
    @Nullable
    Register after(Operation operation) {
        boolean observes = operation.completed();
        return switch (operation.kind()) {
            case READ -> !observes ? this : mayBe(operation.result()) ? new Register(true, operation.result()) : null;
            case WRITE -> new Register(true, operation.argument());
            case SWAP -> !observes || mayBe(operation.result()) ? new Register(true, operation.argument()) : null;
            case WRITE_IF_ABSENT -> writeIfAbsent(operation);
        };
    }

    private @Nullable Register writeIfAbsent(Operation operation) {
        boolean absent = !known || value == null;
        return switch (operation.outcome()) {
            case DONE -> absent ? new Register(true, operation.argument()) : null;
            case REFUSED -> known && value == null ? null : this;
            case UNKNOWN -> absent ? new Register(true, operation.argument()) : this;
        };
    }

    private boolean mayBe(@Nullable String other) {
        return !known || Objects.equals(value, other);
    }
}
