package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * One command.
 *
 * @param name in lower case
 * @param arity how many words, the name included; at least that many if negative
 * @param write whether it changes data
 * @param whileLoading whether it is answered during a restore
 * @param exclusive whether it needs the work lock for itself, with these words
 * @param keys where its keys stand
 * @param body what it does
 */
record Command(
        String name,
        int arity,
        boolean write,
        boolean whileLoading,
        Predicate<Arguments> exclusive,
        KeyPositions keys,
        Body body) {

    /** What a command does: writes exactly one reply, or detaches the connection. */
    @FunctionalInterface
    interface Body {
        void run(Session session, Arguments arguments, RespWriter out) throws CommandException, IOException;
    }

    static Command read(String name, int arity, KeyPositions keys, Body body) {
        return new Command(name, arity, false, false, words -> false, keys, body);
    }

    static Command write(String name, int arity, KeyPositions keys, Body body) {
        return new Command(name, arity, true, false, words -> false, keys, body);
    }

    static Command plain(String name, int arity, Body body) {
        return new Command(name, arity, false, false, words -> false, KeyPositions.NONE, body);
    }

    Command evenWhileLoading() {
        return new Command(name, arity, write, true, exclusive, keys, body);
    }

    Command exclusiveIf(Predicate<Arguments> condition) {
        return new Command(name, arity, write, whileLoading, condition, keys, body);
    }

    boolean fits(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }
}
