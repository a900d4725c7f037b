package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists (Kvrocks redis_list.cc): each element has an index, and the metadata knows the first and the one after the last. Belongs to one command. */
public final class Lists {
    private final Database database;

    /** The lists of {@code database}. */
    public Lists(Database database) {
        this.database = database;
    }

    /** The codes of list operations in the notes of batches (Kvrocks RedisCommand). */
    private enum Note {
        SET(0),
        INSERT(1),
        TRIM(2),
        LEFT_POP(3),
        RIGHT_POP(4),
        REMOVE(5),
        LEFT_PUSH(6),
        RIGHT_PUSH(7),
        MOVE(11);

        private final int code;

        Note(int code) {
            this.code = code;
        }

        Changes changes(String... words) {
            String[] all = new String[words.length + 1];
            all[0] = Integer.toString(code);
            System.arraycopy(words, 0, all, 1, words.length);
            return Changes.of(DataType.LIST, all);
        }
    }

    /** The number of elements. */
    public long size(byte[] key) {
        Metadata found = find(key);
        return found == null ? 0 : found.size();
    }

    /** Adds elements one after the other at one end; returns the new size, or 0 if there was no list and {@code create} is false. */
    public long push(byte[] key, List<byte[]> elements, boolean left, boolean create) {
        return database.exclusively(() -> {
            Metadata present = find(key);
            if (present == null && !create) {
                return 0L;
            }
            Metadata metadata = present == null ? database.fresh(DataType.LIST) : present;
            Changes changes = (left ? Note.LEFT_PUSH : Note.RIGHT_PUSH).changes();
            Metadata after = pushed(changes, key, metadata, elements, left);
            database.commit(changes);
            return after.size();
        });
    }

    private Metadata pushed(Changes changes, byte[] key, Metadata metadata, List<byte[]> elements, boolean left) {
        long index = left ? metadata.head() - 1 : metadata.tail();
        for (byte[] element : elements) {
            elements(key, metadata).put(changes, place(index), element);
            index += left ? -1 : 1;
        }
        Metadata after = left ? metadata.between(index + 1, metadata.tail()) : metadata.between(metadata.head(), index);
        database.put(changes, key, after);
        return after;
    }

    /** Removes and returns at most {@code count} elements at one end, or null if there is no list. */
    public @Nullable List<byte[]> pop(byte[] key, long count, boolean left) {
        return database.exclusivelyIfAny(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return null;
            }
            Changes changes = (left ? Note.LEFT_POP : Note.RIGHT_POP).changes();
            List<byte[]> popped = new ArrayList<>();
            Metadata rest = popped(changes, key, metadata, Math.min(count, metadata.size()), left, popped);
            store(changes, key, rest);
            database.commit(changes);
            return popped;
        });
    }

    private Metadata popped(
            Changes changes, byte[] key, Metadata metadata, long count, boolean left, List<byte[]> popped) {
        Elements elements = elements(key, metadata);
        long head = metadata.head();
        long tail = metadata.tail();
        for (long i = 0; i < count; i++) {
            long index = left ? head++ : --tail;
            byte[] element = elements.get(place(index));
            popped.add(element == null ? new byte[0] : element);
            elements.delete(changes, place(index));
        }
        return metadata.between(head, tail);
    }

    private void store(Changes changes, byte[] key, Metadata metadata) {
        if (metadata.size() == 0) {
            database.delete(changes, key);
        } else {
            database.put(changes, key, metadata);
        }
    }

    /** The element at {@code index}, negative ones counted from the end, or null. */
    public byte @Nullable [] get(byte[] key, long index) {
        Metadata metadata = find(key);
        if (metadata == null) {
            return null;
        }
        long position = index < 0 ? index + metadata.size() : index;
        boolean inside = position >= 0 && position < metadata.size();
        return inside ? elements(key, metadata).get(place(metadata.head() + position)) : null;
    }

    /** The elements from {@code start} to {@code stop}. */
    public List<byte[]> range(byte[] key, long start, long stop) {
        Metadata metadata = find(key);
        if (metadata == null) {
            return List.of();
        }
        long first = Math.max(0, start < 0 ? start + metadata.size() : start);
        long last = Math.min(metadata.size() - 1, stop < 0 ? stop + metadata.size() : stop);
        return first > last ? List.of() : slice(key, metadata, first, last);
    }

    private List<byte[]> slice(byte[] key, Metadata metadata, long first, long last) {
        List<byte[]> found = new ArrayList<>();
        byte[] end = place(metadata.head() + last);
        elements(key, metadata).from(place(metadata.head() + first), (index, element) -> {
            found.add(element);
            return !Arrays.equals(index, end);
        });
        return found;
    }

    private List<byte[]> all(byte[] key, Metadata metadata) {
        return slice(key, metadata, 0, metadata.size() - 1);
    }

    /**
     * Replaces an element; returns whether there is a list.
     *
     * @throws DataException if there is no such element
     */
    public boolean set(byte[] key, long index, byte[] element) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return false;
            }
            long position = index < 0 ? index + metadata.size() : index;
            if (position < 0 || position >= metadata.size()) {
                throw DataException.invalid("index out of range");
            }
            byte[] place = place(metadata.head() + position);
            if (!Arrays.equals(elements(key, metadata).get(place), element)) {
                Changes changes = Note.SET.changes(Long.toString(position));
                elements(key, metadata).put(changes, place, element);
                database.commit(changes);
            }
            return true;
        });
    }

    /** Keeps only the elements from {@code start} to {@code stop}. */
    public void trim(byte[] key, long start, long stop) {
        database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return key;
            }
            long first = Math.max(0, start < 0 ? start + metadata.size() : start);
            long last = Math.min(metadata.size() - 1, stop < 0 ? stop + metadata.size() : stop);
            if (first > last) {
                Changes changes = Changes.unnoted();
                database.delete(changes, key);
                database.commit(changes);
            } else if (last - first + 1 < metadata.size()) {
                cut(key, metadata, first, last);
            }
            return key;
        });
    }

    private void cut(byte[] key, Metadata metadata, long first, long last) {
        Changes changes = Note.TRIM.changes(Long.toString(first), Long.toString(last));
        for (long i = 0; i < metadata.size(); i++) {
            if (i < first || i > last) {
                elements(key, metadata).delete(changes, place(metadata.head() + i));
            }
        }
        database.put(changes, key, metadata.between(metadata.head() + first, metadata.head() + last + 1));
        database.commit(changes);
    }

    /** Removes {@code count} elements equal to {@code element}, from the end if negative, all if 0; returns how many. */
    public long remove(byte[] key, long count, byte[] element) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return 0L;
            }
            List<byte[]> all = all(key, metadata);
            List<Integer> places = matches(all, element, count);
            if (!places.isEmpty()) {
                Changes changes = Note.REMOVE.changes(Long.toString(count), latin1(element));
                removeAt(changes, key, metadata, all, places);
                database.commit(changes);
            }
            return (long) places.size();
        });
    }

    private static List<Integer> matches(List<byte[]> all, byte[] element, long count) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < all.size() && (count == 0 || places.size() < Math.abs(count)); i++) {
            int place = count < 0 ? all.size() - 1 - i : i;
            if (Arrays.equals(all.get(place), element)) {
                places.add(place);
            }
        }
        Collections.sort(places);
        return places;
    }

    /** Closes the gaps from the side where fewer elements have to move. */
    private void removeAt(Changes changes, byte[] key, Metadata metadata, List<byte[]> all, List<Integer> places) {
        if (places.size() == metadata.size()) {
            database.delete(changes, key);
            return;
        }
        boolean fromLeft = places.getLast() <= all.size() - 1 - places.getFirst();
        List<byte[]> kept = new ArrayList<>(all);
        for (int place : places.reversed()) {
            kept.remove(place);
        }
        int gone = places.size();
        Elements elements = elements(key, metadata);
        for (int i = 0; i < kept.size(); i++) {
            int target = fromLeft ? i + gone : i;
            boolean moved = fromLeft ? target <= places.getLast() : target >= places.getFirst();
            if (moved) {
                elements.put(changes, place(metadata.head() + target), kept.get(i));
            }
        }
        for (int i = 0; i < gone; i++) {
            elements.delete(changes, place(fromLeft ? metadata.head() + i : metadata.tail() - 1 - i));
        }
        long head = metadata.head() + (fromLeft ? gone : 0);
        database.put(changes, key, metadata.between(head, head + kept.size()));
    }

    /** Adds an element beside the first one equal to {@code pivot}; returns the new size, 0 without list, -1 without pivot. */
    public long insert(byte[] key, byte[] pivot, byte[] element, boolean before) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return 0L;
            }
            List<byte[]> all = all(key, metadata);
            List<Integer> places = matches(all, pivot, 1);
            if (places.isEmpty()) {
                return -1L;
            }
            Changes changes = Note.INSERT.changes(before ? "1" : "0", latin1(pivot), latin1(element));
            insertAt(changes, key, metadata, all, places.getFirst() + (before ? 0 : 1), element);
            database.commit(changes);
            return metadata.size() + 1;
        });
    }

    private void insertAt(Changes changes, byte[] key, Metadata metadata, List<byte[]> all, int place, byte[] element) {
        boolean fromLeft = place <= all.size() - place;
        long head = metadata.head() - (fromLeft ? 1 : 0);
        List<byte[]> after = new ArrayList<>(all);
        after.add(place, element);
        for (int i = 0; i < after.size(); i++) {
            if (fromLeft ? i <= place : i >= place) {
                elements(key, metadata).put(changes, place(head + i), after.get(i));
            }
        }
        database.put(changes, key, metadata.between(head, head + after.size()));
    }

    /** Moves the element at one end of a list to an end of another; returns it, or null if there was none. */
    public byte @Nullable [] move(byte[] from, byte[] to, boolean fromLeft, boolean toLeft) {
        return database.exclusivelyIfAny(() -> {
            Metadata source = find(from);
            Metadata target = find(to);
            if (source == null) {
                return null;
            }
            boolean same = Arrays.equals(from, to);
            if (same && (fromLeft == toLeft || source.size() == 1)) {
                return get(from, fromLeft ? 0 : -1);
            }
            Changes changes =
                    Note.MOVE.changes(latin1(from), latin1(to), fromLeft ? "left" : "right", toLeft ? "left" : "right");
            List<byte[]> moved = new ArrayList<>();
            Metadata rest = popped(changes, from, source, 1, fromLeft, moved);
            if (same) {
                pushed(changes, to, rest, moved, toLeft);
            } else {
                store(changes, from, rest);
                pushed(changes, to, target == null ? database.fresh(DataType.LIST) : target, moved, toLeft);
            }
            database.commit(changes);
            return moved.getFirst();
        });
    }

    /**
     * Where elements equal to {@code element} stand.
     *
     * @param rank which match is the first to count, negative ones from the end
     * @param count how many at most, all if 0
     * @param limit how many elements are looked at, all if 0
     */
    public List<Long> positions(byte[] key, byte[] element, long rank, long count, long limit) {
        Metadata metadata = find(key);
        List<Long> found = new ArrayList<>();
        if (metadata == null) {
            return found;
        }
        List<byte[]> all = all(key, metadata);
        long toSkip = Math.abs(rank) - 1;
        for (int i = 0; i < all.size() && (limit == 0 || i < limit) && (count == 0 || found.size() < count); i++) {
            int place = rank < 0 ? all.size() - 1 - i : i;
            if (Arrays.equals(all.get(place), element) && toSkip-- <= 0) {
                found.add((long) place);
            }
        }
        return found;
    }

    private static byte[] place(long index) {
        return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private @Nullable Metadata find(byte[] key) {
        return database.find(key, DataType.LIST);
    }

    private Elements elements(byte[] key, Metadata metadata) {
        return new Elements(database, ColumnFamily.DEFAULT, key, metadata);
    }
}
