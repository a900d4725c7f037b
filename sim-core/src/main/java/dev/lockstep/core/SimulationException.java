package dev.lockstep.core;

/** A simulation cannot start or go on. The message names what, where and what was expected. */
public class SimulationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public SimulationException(String message) {
        super(message);
    }

    /** With a cause. */
    public SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
