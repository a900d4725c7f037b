package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Replies as Lua values and back. Null is false; an error or a status is a table with the one field {@code err} or {@code ok}. */
final class ScriptReplies {
    private static final int DEEPEST = 64;

    private final byte[] reply;
    private int next;

    private ScriptReplies(byte[] reply) {
        this.reply = reply;
    }

    /** The value of a reply, which this node wrote itself. */
    static LuaValue read(byte[] reply) {
        return new ScriptReplies(reply).value();
    }

    private LuaValue value() {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case ':' -> LuaValue.valueOf((double) Long.parseLong(rest));
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            case '+' -> table("ok", rest);
            case '-' -> error(rest);
            default -> throw new IllegalStateException("a reply that begins with " + line);
        };
    }

    private String line() {
        int end = next;
        while (reply[end] != '\r') {
            end++;
        }
        String line = new String(reply, next, end - next, StandardCharsets.ISO_8859_1);
        next = end + 2;
        return line;
    }

    private LuaValue bulk(int length) {
        if (length < 0) {
            return LuaValue.FALSE;
        }
        byte[] bytes = Arrays.copyOfRange(reply, next, next + length);
        next += length + 2;
        return LuaString.valueUsing(bytes);
    }

    private LuaValue array(int size) {
        if (size < 0) {
            return LuaValue.FALSE;
        }
        LuaTable table = new LuaTable();
        for (int i = 1; i <= size; i++) {
            table.set(i, value());
        }
        return table;
    }

    static LuaValue error(String text) {
        return table("err", text);
    }

    private static LuaValue table(String field, String text) {
        LuaTable table = new LuaTable();
        table.set(field, LuaString.valueUsing(text.getBytes(StandardCharsets.ISO_8859_1)));
        return table;
    }

    static boolean isError(LuaValue reply) {
        return reply.istable() && reply.rawget("err").type() == LuaValue.TSTRING;
    }

    static LuaValue list(List<byte[]> words) {
        LuaTable table = new LuaTable();
        for (int i = 0; i < words.size(); i++) {
            table.set(i + 1, LuaString.valueUsing(words.get(i)));
        }
        return table;
    }

    static byte[] bytes(LuaValue string) {
        LuaString text = string.checkstring();
        byte[] bytes = new byte[text.length()];
        text.copyInto(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** Writes what a script returned. */
    static void write(LuaValue value, RespWriter out) throws CommandException {
        write(value, 0, out);
    }

    private static void write(LuaValue value, int depth, RespWriter out) throws CommandException {
        if (depth > DEEPEST) {
            throw CommandException.err("reached lua stack limit");
        }
        switch (value.type()) {
            case LuaValue.TSTRING -> out.bulk(bytes(value));
            case LuaValue.TNUMBER -> out.integer((long) value.todouble());
            case LuaValue.TBOOLEAN -> {
                if (value.toboolean()) {
                    out.integer(1);
                } else {
                    out.nil();
                }
            }
            case LuaValue.TTABLE -> writeTable(value, depth, out);
            default -> out.nil();
        }
    }

    private static void writeTable(LuaValue table, int depth, RespWriter out) throws CommandException {
        LuaValue status = table.rawget("ok");
        if (isError(table)) {
            out.error(table.rawget("err").tojstring().replaceAll("[\r\n]", " "));
        } else if (status.type() == LuaValue.TSTRING) {
            out.bulk(bytes(status));
        } else {
            List<LuaValue> items = new ArrayList<>();
            for (LuaValue item = table.rawget(1); !item.isnil(); item = table.rawget(items.size() + 1)) {
                items.add(item);
            }
            out.array(items.size());
            for (LuaValue item : items) {
                write(item, depth + 1, out);
            }
        }
    }
}
