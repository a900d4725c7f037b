package dev.lockstep.search;

/** Something a person wrote cannot be used. The message is one line: what, where, what was expected. */
public final class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With a message of one line. */
    public BadInputException(String message) {
        super(message.strip().replaceAll("\\R+", " / "));
    }

    /** With a cause. */
    public BadInputException(String message, Throwable cause) {
        this(message);
        initCause(cause);
    }
}
