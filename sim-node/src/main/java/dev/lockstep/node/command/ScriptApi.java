package dev.lockstep.node.command;

import dev.lockstep.node.data.Score;
import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;

/** What a script finds under {@code redis}, and the random numbers of {@code math}, which are the same in every run. */
final class ScriptApi {
    private static final List<String> LEVELS = List.of("LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING");

    private ScriptApi() {}

    /** Executes the command that a script gives. */
    interface Caller {
        /**
         * Writes its reply.
         *
         * @throws CommandException with the error without the code word ERR
         */
        void call(Arguments words, RespWriter out) throws CommandException;
    }

    /** Makes the error that ends a script. */
    interface Failure {
        LuaError of(String text);
    }

    static void install(Globals globals, Caller caller, Failure failure) {
        LuaTable redis = new LuaTable();
        redis.set("call", function(words -> {
            LuaValue reply = answer(caller, words);
            if (ScriptReplies.isError(reply)) {
                throw failure.of(reply.get("err").tojstring());
            }
            return reply;
        }));
        redis.set("pcall", function(words -> answer(caller, words)));
        redis.set("error_reply", function(words -> single("err", words)));
        redis.set("status_reply", function(words -> single("ok", words)));
        redis.set("sha1hex", function(ScriptApi::digest));
        redis.set("log", function(words -> LuaValue.NIL));
        for (int i = 0; i < LEVELS.size(); i++) {
            redis.set(LEVELS.get(i), i);
        }
        globals.set("redis", redis);
        randomness(globals.get("math"));
    }

    private static LuaValue answer(Caller caller, Varargs words) {
        if (words.narg() == 0) {
            return ScriptReplies.error("Please specify at least one argument for redis.call()");
        }
        List<byte[]> request = new ArrayList<>();
        for (int i = 1; i <= words.narg(); i++) {
            LuaValue word = words.arg(i);
            if (word.type() == LuaValue.TNUMBER) {
                request.add(NumberCommands.bytes(Score.text(word.todouble())));
            } else if (word.isstring()) {
                request.add(ScriptReplies.bytes(word));
            } else {
                return ScriptReplies.error("Lua redis.call() command arguments must be strings or integers");
            }
        }
        RespWriter out = new RespWriter();
        try {
            caller.call(new Arguments(request), out);
        } catch (CommandException e) {
            return ScriptReplies.error(String.valueOf(e.getMessage()));
        }
        return ScriptReplies.read(out.take());
    }

    private static LuaValue single(String field, Varargs words) {
        if (words.narg() != 1 || words.arg1().type() != LuaValue.TSTRING) {
            return ScriptReplies.error("wrong number or type of arguments");
        }
        LuaTable table = new LuaTable();
        table.set(field, words.arg1());
        return table;
    }

    private static LuaValue digest(Varargs words) {
        if (words.narg() != 1) {
            throw new LuaError("wrong number of arguments");
        }
        return LuaValue.valueOf(ScriptCommands.digest(ScriptReplies.bytes(words.arg1())));
    }

    private static void randomness(LuaValue math) {
        Random random = new Random(0);
        math.set("randomseed", new OneArgFunction() {
            @Override
            public LuaValue call(LuaValue seed) {
                random.setSeed(seed.checklong());
                return NONE;
            }
        });
        math.set("random", function(words -> {
            if (words.narg() == 0) {
                return LuaValue.valueOf(random.nextDouble());
            }
            int first = words.narg() == 1 ? 1 : words.checkint(1);
            int last = words.checkint(words.narg());
            if (first > last) {
                throw new LuaError("interval is empty");
            }
            return LuaValue.valueOf((int) random.nextLong(first, last + 1L));
        }));
    }

    private interface Body {
        LuaValue of(Varargs words);
    }

    private static LuaValue function(Body body) {
        return new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs words) {
                return body.of(words);
            }
        };
    }
}
