package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.TwoArgFunction;
import org.luaj.vm2.lib.jse.JseMathLib;

/**
 * A Lua script and its run (Kvrocks scripting.cc). Every run has globals of its own, which the script cannot add to; it ends with an error
 * after 5 million instructions. Belongs to one thread.
 */
final class Script {
    private static final int LIMIT = 5_000_000;
    private static final String CHUNK = "@user_script";
    /** How the chunk that protects the globals is called in messages; its line numbers are those in Kvrocks. */
    private static final String GUARD = "@enable_strict_lua:";

    private static final int LINE_OF_READ = 15;
    private static final int LINE_OF_WRITE = 8;
    private static final Pattern PLACE = Pattern.compile("^@user_script:(\\d+) ");
    private static final List<String> HIDDEN =
            List.of("package", "require", "debug", "print", "dofile", "loadfile", "collectgarbage");

    private final byte[] body;
    private final String digest;

    Script(byte[] body, String digest) {
        this.body = body;
        this.digest = digest;
    }

    /** Refuses a script that is no Lua. */
    void check() throws CommandException {
        compiled(globals(new Budget()));
    }

    /** Runs the script and writes what it returns. */
    void run(List<byte[]> keys, List<byte[]> words, ScriptApi.Caller caller, RespWriter out) throws CommandException {
        Budget budget = new Budget();
        Globals globals = globals(budget);
        ScriptApi.install(globals, caller, text -> new ApiError(CHUNK + ":" + budget.line() + ": ", text));
        globals.set("KEYS", ScriptReplies.list(keys));
        globals.set("ARGV", ScriptReplies.list(words));
        protect(globals, budget);
        LuaValue main = compiled(globals);
        LuaValue result;
        try {
            result = main.call();
        } catch (LuaError e) {
            throw failed(text(e));
        } catch (StackOverflowError e) {
            throw failed("stack overflow");
        } catch (Exhausted e) {
            throw failed("more than " + LIMIT + " instructions");
        }
        ScriptReplies.write(result, out);
    }

    private LuaValue compiled(Globals globals) throws CommandException {
        try {
            return globals.load(new ByteArrayInputStream(body), CHUNK, "t", globals);
        } catch (LuaError e) {
            throw CommandException.err("Error while compiling new script: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private CommandException failed(String text) {
        return CommandException.err("running script (call to f_" + digest + "): " + oneLine(text));
    }

    /** The message with the place where it arose, as the error handler of Kvrocks puts it in front. */
    private static String text(LuaError error) {
        if (error instanceof ApiError refused) {
            return refused.whole;
        }
        return PLACE.matcher(String.valueOf(error.getMessage()).strip()).replaceFirst(CHUNK + ":$1: ");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("[\r\n]", " ");
    }

    private static Globals globals(Budget budget) {
        Globals globals = new Globals();
        List.of(
                        new BaseLib(),
                        new PackageLib(),
                        new TableLib(),
                        new StringLib(),
                        new JseMathLib(),
                        new Bit32Lib(),
                        budget)
                .forEach(globals::load);
        LuaC.install(globals);
        HIDDEN.forEach(name -> globals.set(name, LuaValue.NIL));
        globals.set("unpack", globals.get("table").get("unpack"));
        globals.set("bit", globals.get("bit32"));
        return globals;
    }

    /** From here on a script neither sets new globals nor reads ones that there are not. */
    private static void protect(Globals globals, Budget budget) {
        LuaTable rules = new LuaTable();
        rules.set(LuaValue.INDEX, refusal(budget, LINE_OF_READ, "access nonexistent"));
        rules.set(LuaValue.NEWINDEX, refusal(budget, LINE_OF_WRITE, "create"));
        globals.setmetatable(rules);
    }

    private static LuaValue refusal(Budget budget, int guardLine, String attempt) {
        return new TwoArgFunction() {
            @Override
            public LuaValue call(LuaValue table, LuaValue name) {
                throw new ApiError(
                        GUARD + guardLine + ": ",
                        "user_script:" + budget.line() + ": Script attempted to " + attempt + " global variable '"
                                + name.tojstring() + "'");
            }
        };
    }

    /** An error that does not arise in Lua code, with the place that the error handler of Kvrocks puts in front. */
    private static final class ApiError extends LuaError {
        private static final long serialVersionUID = 1L;

        private final String whole;

        ApiError(String place, String text) {
            super(LuaValue.valueOf(text));
            whole = place + text;
        }
    }

    /** Thrown past all {@code pcall}s of a script. */
    private static final class Exhausted extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Counts instructions and knows the line of the last one. */
    private static final class Budget extends DebugLib {
        private final Deque<Prototype> running = new ArrayDeque<>();
        private int left = LIMIT;
        private int line;

        /** The line of the last instruction. */
        int line() {
            return line;
        }

        @Override
        public void onInstruction(int place, Varargs varargs, int top) {
            if (--left < 0) {
                throw new Exhausted();
            }
            Prototype code = running.peek();
            if (code != null && code.lineinfo != null && place < code.lineinfo.length) {
                line = code.lineinfo[place];
            }
        }

        @Override
        public void onCall(LuaFunction function) {}

        @Override
        public void onCall(LuaClosure closure, Varargs varargs, LuaValue[] stack) {
            running.push(closure.p);
        }

        @Override
        public void onReturn() {
            running.poll();
        }

        @Override
        public String traceback(int level) {
            return "";
        }
    }
}
