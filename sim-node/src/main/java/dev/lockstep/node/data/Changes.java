package dev.lockstep.node.data;

import dev.lockstep.node.store.BatchWriter;
import dev.lockstep.node.store.ColumnFamily;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one operation is going to write, as one batch. The notes tell those who read the log what kind of change it is. Belongs to one thread. */
final class Changes {
    private final List<Change> changes = new ArrayList<>();
    private int updates;

    /** One record of a batch, which can be added to a batch or to the view of a transaction. */
    sealed interface Change {}

    /** A note. */
    record Note(String text) implements Change {}

    /** Stores a value. */
    @SuppressWarnings("ArrayRecordComponent")
    record Put(ColumnFamily family, byte[] key, byte[] value) implements Change {}

    /** Removes a key. */
    @SuppressWarnings("ArrayRecordComponent")
    record Delete(ColumnFamily family, byte[] key) implements Change {}

    /** Removes the keys from the first on that come before the end. */
    @SuppressWarnings("ArrayRecordComponent")
    record DeleteRange(ColumnFamily family, byte[] from, byte[] end) implements Change {}

    /** Nothing yet but the note that Kvrocks writes for a change of {@code type}, with further words. */
    static Changes of(DataType type, String... words) {
        StringBuilder note = new StringBuilder().append(type.code());
        for (String word : words) {
            note.append(' ').append(word);
        }
        return noted(note.toString());
    }

    /** Nothing yet but a note. */
    static Changes noted(String note) {
        Changes changes = new Changes();
        changes.changes.add(new Note(note));
        return changes;
    }

    /** Nothing at all yet. */
    static Changes unnoted() {
        return new Changes();
    }

    void put(ColumnFamily family, byte[] key, byte[] value) {
        add(new Put(family, key, value));
    }

    void delete(ColumnFamily family, byte[] key) {
        add(new Delete(family, key));
    }

    void deleteRange(ColumnFamily family, byte[] from, byte[] end) {
        add(new DeleteRange(family, from, end));
    }

    private void add(Change change) {
        changes.add(change);
        updates++;
    }

    boolean isEmpty() {
        return updates == 0;
    }

    List<Change> all() {
        return changes;
    }

    void addTo(BatchWriter batch) {
        for (Change change : changes) {
            switch (change) {
                case Note note -> batch.logData(note.text().getBytes(StandardCharsets.ISO_8859_1));
                case Put put -> batch.put(put.family(), put.key(), put.value());
                case Delete delete -> batch.delete(delete.family(), delete.key());
                case DeleteRange range -> batch.deleteRange(range.family(), range.from(), range.end());
            }
        }
    }
}
