package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.resp.RespWriter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One command.
 *
 * @param name in lower case
 * @param arity how many words, the name included; at least that many if negative
 * @param flags what is special about it
 * @param exclusive whether it needs the work lock for itself, with these words
 * @param keys where its keys stand
 * @param parser checks its words and makes of them what is done
 */
record Command(
        String name, int arity, Set<Flag> flags, Predicate<Arguments> exclusive, KeyPositions keys, Parser parser) {

    /** What may be special about a command. */
    enum Flag {
        /** It changes data. */
        WRITE,
        /** It reads data. */
        READ,
        /** It is answered during a restore. */
        LOADING,
        /** Only the administrator may give it. */
        ADMIN,
        /** It is answered before a password was given. */
        WITHOUT_PASSWORD,
        /** It is refused between MULTI and EXEC. */
        NOT_IN_MULTI,
        /** It is executed between MULTI and EXEC rather than queued. */
        NEVER_QUEUED
    }

    /** Checks the words of a request before anything is done, when it is queued, too. */
    @FunctionalInterface
    interface Parser {
        Action parse(Arguments arguments) throws CommandException;
    }

    /** What a command does: writes exactly one reply, or detaches or blocks the connection. */
    @FunctionalInterface
    interface Action {
        void run(Session session, RespWriter out) throws CommandException, IOException;
    }

    /** An action that finds out about its words only while it runs. */
    @FunctionalInterface
    interface Body {
        void run(Session session, Arguments arguments, RespWriter out) throws CommandException, IOException;
    }

    /** Checks the words of a command on data. */
    @FunctionalInterface
    interface DataParser {
        DataAction parse(Arguments arguments) throws CommandException;
    }

    /** What a command on data does. */
    @FunctionalInterface
    interface DataAction {
        void run(Database database, RespWriter out) throws CommandException;
    }

    /** A command on data that does not change it. */
    static Command reads(String name, int arity, KeyPositions keys, DataParser parser) {
        return new Command(name, arity, EnumSet.of(Flag.READ), words -> false, keys, onData(parser));
    }

    /** A command on data that may change it. */
    static Command writes(String name, int arity, KeyPositions keys, DataParser parser) {
        return new Command(name, arity, EnumSet.of(Flag.WRITE), words -> false, keys, onData(parser));
    }

    /** A command on something else. */
    static Command plain(String name, int arity, Body body) {
        return parsed(name, arity, arguments -> (session, out) -> body.run(session, arguments, out));
    }

    /** A command on something else whose words are checked first. */
    static Command parsed(String name, int arity, Parser parser) {
        return new Command(name, arity, EnumSet.noneOf(Flag.class), words -> false, KeyPositions.NONE, parser);
    }

    private static Parser onData(DataParser parser) {
        return arguments -> {
            DataAction action = parser.parse(arguments);
            return (session, out) -> action.run(session.database(), out);
        };
    }

    /** The same with more flags. */
    Command with(Flag first, Flag... more) {
        EnumSet<Flag> all = EnumSet.of(first, more);
        all.addAll(flags);
        return new Command(name, arity, all, exclusive, keys, parser);
    }

    /** The same with keys. */
    Command keyed(KeyPositions positions) {
        return new Command(name, arity, flags, exclusive, positions, parser);
    }

    Command evenWhileLoading() {
        return with(Flag.LOADING);
    }

    Command exclusiveIf(Predicate<Arguments> condition) {
        return new Command(name, arity, flags, condition, keys, parser);
    }

    boolean is(Flag flag) {
        return flags.contains(flag);
    }

    boolean write() {
        return is(Flag.WRITE);
    }

    boolean whileLoading() {
        return is(Flag.LOADING);
    }

    boolean fits(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }
}
