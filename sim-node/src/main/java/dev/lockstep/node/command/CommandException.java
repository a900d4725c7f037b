package dev.lockstep.node.command;

import java.io.Serial;

/** A command is answered with an error; the message is the whole reply without the minus sign. */
public final class CommandException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private CommandException(String reply) {
        super(reply);
    }

    /** An error with a code word of its own, for example {@code NOAUTH ...}. */
    public static CommandException of(String reply) {
        return new CommandException(reply);
    }

    /** An error under the code word {@code ERR}. */
    public static CommandException err(String text) {
        return new CommandException("ERR " + text);
    }

    /** The usual answer to words in the wrong place. */
    public static CommandException syntax() {
        return err("syntax error");
    }

    /** The usual answer to too few or too many words. */
    public static CommandException arity() {
        return err("wrong number of arguments");
    }
}
