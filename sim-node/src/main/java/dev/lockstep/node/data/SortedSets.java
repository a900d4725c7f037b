package dev.lockstep.node.data;

import dev.lockstep.node.store.ColumnFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sorted sets (Kvrocks redis_zset.cc): each member is an element with its score, and score and member together are an element of the
 * column family {@code zset_score}. Belongs to one command.
 */
public final class SortedSets {
    private static final byte[] NOTHING = {};
    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final Database database;

    /** The sorted sets of {@code database}. */
    public SortedSets(Database database) {
        this.database = database;
    }

    /** A member and its score. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Member(byte[] name, double score) {
        /** Lower scores first, then byte order. */
        public static final Comparator<Member> ORDER =
                Comparator.comparingDouble(Member::score).thenComparing(Member::name, SortedSets.ORDER);
    }

    /** The number of members. */
    public long size(byte[] key) {
        Metadata found = find(key);
        return found == null ? 0 : found.size();
    }

    /** The score of a member, or null. */
    public @Nullable Double score(byte[] key, byte[] member) {
        Metadata found = find(key);
        byte[] stored = found == null ? null : members(key, found).get(member);
        return stored == null ? null : Score.decode(stored);
    }

    /** What an addition did: new members, changed scores, and with INCR the score, or null if a condition forbade it. */
    public record Added(long added, long changed, @Nullable Double score) {}

    /** Adds members or changes their scores; of one member's scores the last counts. */
    public Added add(byte[] key, List<Member> members, AddRule rule) {
        return database.exclusively(() -> {
            Metadata metadata = database.findOrNew(key, DataType.ZSET);
            Addition addition = new Addition(key, metadata, rule);
            Set<byte[]> seen = new TreeSet<>(ORDER);
            for (int i = members.size() - 1; i >= 0; i--) {
                if (seen.add(members.get(i).name())) {
                    addition.add(members.get(i));
                }
            }
            return addition.commit();
        });
    }

    /** One addition under way. */
    private final class Addition {
        private final byte[] key;
        private final Metadata metadata;
        private final AddRule rule;
        private final Changes changes = Changes.of(DataType.ZSET);
        private long added;
        private long changed;
        private @Nullable Double score;

        Addition(byte[] key, Metadata metadata, AddRule rule) {
            this.key = key;
            this.metadata = metadata;
            this.rule = rule;
        }

        void add(Member member) {
            byte[] stored = metadata.size() == 0 ? null : members(key, metadata).get(member.name());
            if (stored == null) {
                if (!rule.onlyPresent()) {
                    insert(changes, key, metadata, member);
                    added++;
                    score = member.score();
                }
                return;
            }
            double old = Score.decode(stored);
            double wanted = rule.increment() ? old + member.score() : member.score();
            if (Double.isNaN(wanted)) {
                throw DataException.invalid("resulting score is not a number (NaN)");
            }
            if (!rule.allows(old, wanted)) {
                return;
            }
            score = wanted;
            if (wanted != old) {
                scores(key, metadata).delete(changes, rank(new Member(member.name(), old)));
                insert(changes, key, metadata, new Member(member.name(), wanted));
                changed++;
            }
        }

        Added commit() {
            if (added > 0) {
                database.put(changes, key, metadata.withSize(metadata.size() + added));
            }
            database.commit(changes);
            return new Added(added, changed, score);
        }
    }

    /** Removes members; returns how many there were. */
    public long remove(byte[] key, List<byte[]> names) {
        return database.exclusively(() -> {
            Metadata metadata = find(key);
            if (metadata == null) {
                return 0L;
            }
            List<Member> present = new ArrayList<>();
            for (byte[] name : Hashes.distinct(names)) {
                byte[] stored = members(key, metadata).get(name);
                if (stored != null) {
                    present.add(new Member(name, Score.decode(stored)));
                }
            }
            removeAll(key, metadata, present);
            return (long) present.size();
        });
    }

    /** The members with ranks from {@code start} to {@code stop}, negative ones counted from the end. */
    public List<Member> byRank(byte[] key, long start, long stop, boolean backwards) {
        List<Member> found = new ArrayList<>();
        Metadata metadata = find(key);
        if (metadata == null) {
            return found;
        }
        long first = Math.max(0, start < 0 ? start + metadata.size() : start);
        long last = stop < 0 ? stop + metadata.size() : stop;
        long[] rank = new long[1];
        if (last >= 0 && first <= last) {
            walk(key, metadata, backwards, member -> {
                if (rank[0] >= first) {
                    found.add(member);
                }
                return rank[0]++ < last;
            });
        }
        return found;
    }

    /** The members with scores in a range. */
    public List<Member> byScore(byte[] key, ScoreRange range) {
        List<Member> found = new ArrayList<>();
        Metadata metadata = find(key);
        if (metadata == null || range.window().full(0)) {
            return found;
        }
        boolean backwards = range.window().backwards();
        long[] position = new long[1];
        walkFrom(key, metadata, backwards ? range.max() : range.min(), backwards, member -> {
            boolean before = backwards ? range.above(member.score()) : range.below(member.score());
            boolean after = backwards ? range.below(member.score()) : range.above(member.score());
            if (!before && !after && range.window().wants(position[0]++)) {
                found.add(member);
            }
            return !after && !range.window().full(found.size());
        });
        return found;
    }

    /** The members in a range of byte order. */
    public List<Member> byLex(byte[] key, LexRange range) {
        List<Member> found = new ArrayList<>();
        Metadata metadata = find(key);
        if (metadata != null) {
            new LexWalk(range)
                    .walk(members(key, metadata), (name, stored) -> found.add(new Member(name, Score.decode(stored))));
        }
        return found;
    }

    /** Which members something is done to. */
    @FunctionalInterface
    public interface Choice {
        /** The members. */
        List<Member> members();
    }

    /** Removes and returns what {@code choice} finds under {@code key}. */
    public List<Member> removeChosen(byte[] key, Choice choice) {
        return database.exclusively(() -> {
            List<Member> chosen = choice.members();
            Metadata metadata = find(key);
            if (metadata != null) {
                removeAll(key, metadata, chosen);
            }
            return chosen;
        });
    }

    /** How many members come before {@code member}, or -1 if there is no such member. */
    public long rank(byte[] key, byte[] member, boolean backwards) {
        Metadata metadata = find(key);
        byte[] stored = metadata == null ? null : members(key, metadata).get(member);
        if (metadata == null || stored == null) {
            return -1;
        }
        long[] before = new long[1];
        walk(key, metadata, backwards, other -> {
            boolean found = Arrays.equals(other.name(), member);
            before[0] += found ? 0 : 1;
            return !found;
        });
        return before[0];
    }

    /** Stores {@code members}, which are distinct, in place of whatever was there; none remove the key. */
    public void replace(byte[] key, List<Member> replacement) {
        database.exclusively(() -> {
            Changes changes = Changes.of(DataType.ZSET);
            if (replacement.isEmpty()) {
                database.delete(changes, key);
            } else {
                Metadata metadata = database.fresh(DataType.ZSET);
                replacement.forEach(member -> insert(changes, key, metadata, member));
                database.put(changes, key, metadata.withSize(replacement.size()));
            }
            database.commit(changes);
            return replacement;
        });
    }

    /** At most {@code limit} members after {@code cursor}, in byte order, that begin with {@code prefix}. */
    public List<Member> scan(byte[] key, byte[] cursor, byte[] prefix, long limit) {
        List<Member> some = new ArrayList<>();
        Metadata found = find(key);
        if (found != null) {
            Page.walk(
                    members(key, found),
                    cursor,
                    prefix,
                    limit,
                    (name, stored) -> some.add(new Member(name, Score.decode(stored))));
        }
        return some;
    }

    private void removeAll(byte[] key, Metadata metadata, List<Member> present) {
        Changes changes = Changes.of(DataType.ZSET);
        for (Member member : present) {
            members(key, metadata).delete(changes, member.name());
            scores(key, metadata).delete(changes, rank(member));
        }
        if (!present.isEmpty()) {
            database.put(changes, key, metadata.withSize(metadata.size() - present.size()));
        }
        database.commit(changes);
    }

    private void insert(Changes changes, byte[] key, Metadata metadata, Member member) {
        members(key, metadata).put(changes, member.name(), Score.encode(member.score()));
        scores(key, metadata).put(changes, rank(member), NOTHING);
    }

    private void walk(byte[] key, Metadata metadata, boolean backwards, Predicate<Member> visitor) {
        Elements ranks = scores(key, metadata);
        Elements.Visitor each = visitor(visitor);
        if (backwards) {
            ranks.backwards(each);
        } else {
            ranks.forEach(each);
        }
    }

    /** Goes through the members beginning at {@code score}; those of a score next to it may come first. */
    private void walkFrom(byte[] key, Metadata metadata, double score, boolean backwards, Predicate<Member> visitor) {
        Elements ranks = scores(key, metadata);
        Elements.Visitor each = visitor(visitor);
        if (backwards) {
            ranks.backwardsTo(Score.encode(Math.nextUp(Math.nextUp(score))), each);
        } else {
            ranks.from(Score.encode(Math.nextDown(score)), each);
        }
    }

    private static Elements.Visitor visitor(Predicate<Member> visitor) {
        return (rank, nothing) ->
                visitor.test(new Member(Arrays.copyOfRange(rank, Score.BYTES, rank.length), Score.decode(rank)));
    }

    private static byte[] rank(Member member) {
        byte[] rank = Arrays.copyOf(Score.encode(member.score()), Score.BYTES + member.name().length);
        System.arraycopy(member.name(), 0, rank, Score.BYTES, member.name().length);
        return rank;
    }

    private @Nullable Metadata find(byte[] key) {
        return database.find(key, DataType.ZSET);
    }

    private Elements members(byte[] key, Metadata metadata) {
        return new Elements(database, ColumnFamily.DEFAULT, key, metadata);
    }

    private Elements scores(byte[] key, Metadata metadata) {
        return new Elements(database, ColumnFamily.ZSET_SCORE, key, metadata);
    }
}
