package dev.lockstep.node.command;

import dev.lockstep.node.data.DataType;
import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.Hashes;
import dev.lockstep.node.data.Lists;
import dev.lockstep.node.data.Metadata;
import dev.lockstep.node.data.Sets;
import dev.lockstep.node.data.SortedSets;
import dev.lockstep.node.data.Strings;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SORT and SORT_RO (Kvrocks cmd_sort.cc). */
final class SortCommands {
    private static final String WRONG_TYPE = "WRONGTYPE Operation against a key holding the wrong kind of value";

    List<Command> all() {
        return List.of(
                Command.writes("sort", -2, KeyPositions.FIRST, words -> sort(words, true)),
                Command.reads("sort_ro", -2, KeyPositions.FIRST, words -> sort(words, false)));
    }

    private static Command.DataAction sort(Arguments arguments, boolean mayStore) throws CommandException {
        Words words = new Words(arguments, 2);
        byte[] by = null;
        byte[] store = null;
        List<byte[]> get = new ArrayList<>();
        long offset = 0;
        long count = -1;
        boolean backwards = false;
        boolean alpha = false;
        while (words.more()) {
            if (words.eat("BY")) {
                by = words.take();
            } else if (words.eat("LIMIT")) {
                offset = words.takeLong();
                count = words.takeLong();
            } else if (words.eat("GET")) {
                get.add(words.take());
            } else if (words.eat("ASC")) {
                backwards = false;
            } else if (words.eat("DESC")) {
                backwards = true;
            } else if (words.eat("ALPHA")) {
                alpha = true;
            } else if (mayStore && words.eat("STORE")) {
                store = words.take();
            } else {
                throw CommandException.syntax();
            }
        }
        Sorting sorting = new Sorting(by, get, offset, count, backwards, alpha);
        byte[] target = store;
        return (db, out) -> reply(db, sorting.sorted(db, arguments.bytes(1)), target, out);
    }

    private static void reply(Database db, List<Shown> found, byte @Nullable [] target, RespWriter out) {
        if (target == null) {
            out.array(found.size());
            found.forEach(item -> out.bulkOrNil(item.value()));
            return;
        }
        db.exclusively(() -> {
            new dev.lockstep.node.data.Keys(db).delete(List.of(target));
            List<byte[]> values = found.stream()
                    .map(item -> item.value() == null ? new byte[0] : item.value())
                    .toList();
            return values.isEmpty() ? 0 : new Lists(db).push(target, values, false, true);
        });
        out.integer(found.size());
    }

    /** One value of the result. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Shown(byte @Nullable [] value) {}

    /** How to sort what and what to show of it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sorting(
            byte @Nullable [] by, List<byte[]> get, long offset, long count, boolean backwards, boolean alpha) {

        /** One element with what it is compared by. */
        @SuppressWarnings("ArrayRecordComponent")
        private record Item(byte[] element, double number, byte[] text) {}

        List<Shown> sorted(Database db, byte[] key) throws CommandException {
            List<Item> items = new ArrayList<>();
            for (byte[] element : elements(db, key)) {
                items.add(item(db, element));
            }
            if (by == null || NumberCommands.text(by).contains("*")) {
                Comparator<Item> order = alpha
                        ? Comparator.comparing(Item::text, Arrays::compareUnsigned)
                        : Comparator.comparingDouble(Item::number)
                                .thenComparing(Item::element, Arrays::compareUnsigned);
                items.sort(backwards ? order.reversed() : order);
            }
            return shown(db, window(items));
        }

        private static List<byte[]> elements(Database db, byte[] key) throws CommandException {
            Metadata found = db.find(key);
            DataType type = found == null ? null : found.type();
            if (type == DataType.LIST) {
                return new Lists(db).range(key, 0, -1);
            }
            if (type == DataType.SET) {
                return new Sets(db).all(key);
            }
            if (type == DataType.ZSET) {
                return new SortedSets(db)
                        .byRank(key, 0, -1, false).stream()
                                .map(SortedSets.Member::name)
                                .toList();
            }
            throw CommandException.of(WRONG_TYPE);
        }

        private Item item(Database db, byte[] element) throws CommandException {
            byte[] weight = by == null ? element : lookUp(db, by, element);
            if (alpha) {
                return new Item(element, 0, weight == null ? new byte[0] : weight);
            }
            try {
                return new Item(element, weight == null ? 0 : Numbers.real(NumberCommands.text(weight)), element);
            } catch (NumberFormatException e) {
                throw CommandException.of("One or more scores can't be converted into double");
            }
        }

        private List<Item> window(List<Item> items) {
            int first = Math.clamp(offset, 0, items.size());
            long wanted = count < 0 ? items.size() : count;
            return items.subList(first, (int) Math.min(items.size(), first + wanted));
        }

        private List<Shown> shown(Database db, List<Item> items) {
            List<Shown> shown = new ArrayList<>();
            for (Item item : items) {
                if (get.isEmpty()) {
                    shown.add(new Shown(item.element()));
                }
                for (byte[] pattern : get) {
                    shown.add(new Shown(lookUp(db, pattern, item.element())));
                }
            }
            return shown;
        }

        private static byte @Nullable [] lookUp(Database db, byte[] pattern, byte[] element) {
            String text = NumberCommands.text(pattern);
            if (text.equals("#")) {
                return element;
            }
            int star = text.indexOf('*');
            if (star < 0) {
                return null;
            }
            int arrow = text.indexOf("->", star);
            boolean field = arrow >= 0 && arrow + 2 < text.length();
            String end = text.substring(star + 1, field ? arrow : text.length());
            byte[] key = NumberCommands.bytes(text.substring(0, star) + NumberCommands.text(element) + end);
            Metadata found = db.find(key);
            if (found == null || found.type() != (field ? DataType.HASH : DataType.STRING)) {
                return null;
            }
            return field
                    ? new Hashes(db).get(key, NumberCommands.bytes(text.substring(arrow + 2)))
                    : new Strings(db).get(key);
        }
    }
}
