package dev.lockstep.node.command;

import dev.lockstep.node.resp.Numbers;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whom CLIENT KILL means. As in Kvrocks one matching filter is enough.
 *
 * @param oldForm whether only an address was given, so that the reply is OK or an error
 * @param address {@code ip:port}, empty for none
 * @param id of a connection, 0 for none
 * @param types normal, pubsub, master, slave
 * @param skipMe whether the caller is spared
 */
record KillRule(boolean oldForm, String address, long id, Set<String> types, boolean skipMe) {
    static KillRule parse(Arguments words) throws CommandException {
        if (words.size() == 2) {
            throw CommandException.syntax();
        }
        if (words.size() == 3) {
            return new KillRule(true, words.text(2), 0, Set.of(), false);
        }
        String address = "";
        long id = 0;
        Set<String> types = new HashSet<>();
        boolean skipMe = false;
        for (int i = 2; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw CommandException.syntax();
            }
            String value = words.text(i + 1);
            switch (words.text(i).toLowerCase(Locale.ROOT)) {
                case "addr" -> address = value;
                case "id" -> id = id(value);
                case "type" -> types.add(type(value));
                case "skipme" -> skipMe = yes(value);
                default -> throw CommandException.syntax();
            }
        }
        return new KillRule(false, address, id, types, skipMe);
    }

    private static long id(String text) throws CommandException {
        try {
            return Numbers.unsigned(text);
        } catch (NumberFormatException e) {
            throw CommandException.err(Numbers.NOT_INTEGER);
        }
    }

    private static String type(String text) throws CommandException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "normal" -> "normal";
            case "pubsub" -> "pubsub";
            case "master" -> "master";
            case "slave", "replica" -> "slave";
            default -> throw CommandException.syntax();
        };
    }

    private static boolean yes(String text) throws CommandException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw CommandException.syntax();
        };
    }

    boolean means(String type, String peer, long connection) {
        return types.contains(type) || (!address.isEmpty() && address.equals(peer)) || (id != 0 && id == connection);
    }
}
