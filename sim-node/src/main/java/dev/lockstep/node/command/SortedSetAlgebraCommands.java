package dev.lockstep.node.command;

import dev.lockstep.node.data.Database;
import dev.lockstep.node.data.SortedSets;
import dev.lockstep.node.data.SortedSets.Member;
import dev.lockstep.node.resp.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** Unions, intersections and differences of sorted sets (Kvrocks cmd_zset.cc). */
final class SortedSetAlgebraCommands {
    List<Command> all() {
        return List.of(
                Command.reads("zunion", -3, KeyPositions.COUNTED, words -> show(words, Kind.UNION)),
                Command.reads("zinter", -3, KeyPositions.COUNTED, words -> show(words, Kind.INTERSECTION)),
                Command.reads("zdiff", -3, KeyPositions.COUNTED, words -> show(words, Kind.DIFFERENCE)),
                Command.reads("zintercard", -3, KeyPositions.COUNTED, SortedSetAlgebraCommands::countCommon),
                Command.writes("zunionstore", -4, KeyPositions.TARGET_AND_COUNTED, words -> store(words, Kind.UNION)),
                Command.writes(
                        "zinterstore", -4, KeyPositions.TARGET_AND_COUNTED, words -> store(words, Kind.INTERSECTION)),
                Command.writes("zdiffstore", -4, KeyPositions.TARGET_AND_COUNTED, words -> storeDifference(words)));
    }

    private enum Kind {
        UNION,
        INTERSECTION,
        DIFFERENCE
    }

    /**
     * What is made of which sorted sets.
     *
     * @param keys of the sorted sets
     * @param weights what their scores are multiplied with
     * @param aggregate what is made of two scores
     * @param withScores whether scores are shown
     */
    private record Sources(
            List<byte[]> keys, List<Double> weights, DoubleBinaryOperator aggregate, boolean withScores) {

        List<Member> combine(Database db, Kind kind) {
            Map<byte[], Double> result = scores(db, 0);
            for (int i = 1; i < keys.size(); i++) {
                Map<byte[], Double> other = scores(db, i);
                switch (kind) {
                    case UNION -> other.forEach((name, score) -> result.merge(name, score, this::join));
                    case DIFFERENCE -> result.keySet().removeIf(other::containsKey);
                    case INTERSECTION -> {
                        result.keySet().removeIf(name -> !other.containsKey(name));
                        result.replaceAll((name, score) -> join(score, other.getOrDefault(name, score)));
                    }
                }
            }
            List<Member> members = new ArrayList<>();
            result.forEach((name, score) -> members.add(new Member(name, score)));
            members.sort(Member.ORDER);
            return members;
        }

        private double join(double first, double second) {
            double joined = aggregate.applyAsDouble(first, second);
            return Double.isNaN(joined) ? 0 : joined;
        }

        private Map<byte[], Double> scores(Database db, int index) {
            Map<byte[], Double> scores = new TreeMap<>(Arrays::compareUnsigned);
            for (Member member : new SortedSets(db).byRank(keys.get(index), 0, -1, false)) {
                double weighted = member.score() * weights.get(index);
                scores.put(member.name(), Double.isNaN(weighted) ? 0 : weighted);
            }
            return scores;
        }
    }

    private static Sources sources(Words words, List<byte[]> keys, boolean mayShow, String badWeight)
            throws CommandException {
        List<Double> weights = new ArrayList<>();
        keys.forEach(key -> weights.add(1.0));
        DoubleBinaryOperator aggregate = Double::sum;
        boolean scores = false;
        while (words.more()) {
            if (words.eat("aggregate")) {
                aggregate = aggregate(words.takeText());
            } else if (words.eat("weights")) {
                for (int i = 0; i < keys.size(); i++) {
                    weights.set(i, weight(words, badWeight));
                }
            } else if (mayShow && words.eat("withscores")) {
                scores = true;
            } else {
                throw CommandException.syntax();
            }
        }
        return new Sources(keys, weights, aggregate, scores);
    }

    private static double weight(Words words, String complaint) throws CommandException {
        try {
            double weight = words.takeReal();
            if (!Double.isNaN(weight)) {
                return weight;
            }
        } catch (CommandException e) {
            throw CommandException.err(complaint);
        }
        throw CommandException.err(complaint);
    }

    private static DoubleBinaryOperator aggregate(String name) throws CommandException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sum" -> Double::sum;
            case "min" -> Math::min;
            case "max" -> Math::max;
            default -> throw CommandException.err("aggregate param error");
        };
    }

    private static Command.DataAction show(Arguments arguments, Kind kind) throws CommandException {
        Words words = new Words(arguments, 1);
        List<byte[]> keys = words.take(words.takeInt(1));
        Sources sources =
                kind == Kind.DIFFERENCE ? difference(words, keys) : sources(words, keys, true, Numbers.NOT_FLOAT);
        return (db, out) -> {
            List<Member> found = sources.combine(db, kind);
            if (sources.withScores()) {
                out.array(2 * found.size());
                SortedSetCommands.write(found, out);
            } else {
                out.bulks(found.stream().map(Member::name).toList());
            }
        };
    }

    private static Sources difference(Words words, List<byte[]> keys) throws CommandException {
        boolean scores = words.eat("withscores");
        if (words.more()) {
            throw CommandException.syntax();
        }
        return plain(keys, scores);
    }

    private static Sources plain(List<byte[]> keys, boolean scores) {
        return new Sources(keys, keys.stream().map(key -> 1.0).toList(), Double::sum, scores);
    }

    private static List<byte[]> keysToStore(Arguments arguments) throws CommandException {
        int count = arguments.small(2);
        if (count <= 0 || count > arguments.size() - 3) {
            throw CommandException.syntax();
        }
        return arguments.between(3, 3 + count);
    }

    private static Command.DataAction store(Arguments arguments, Kind kind) throws CommandException {
        List<byte[]> keys = keysToStore(arguments);
        Words words = new Words(arguments, 3 + keys.size());
        Sources sources = sources(words, keys, false, "weight is not a double or out of range");
        return (db, out) -> out.integer(store(db, arguments.bytes(1), sources, kind));
    }

    private static Command.DataAction storeDifference(Arguments arguments) throws CommandException {
        List<byte[]> keys = keysToStore(arguments);
        if (arguments.size() != 3 + keys.size()) {
            throw CommandException.syntax();
        }
        return (db, out) -> out.integer(store(db, arguments.bytes(1), plain(keys, false), Kind.DIFFERENCE));
    }

    private static long store(Database db, byte[] target, Sources sources, Kind kind) {
        return db.exclusively(() -> {
            List<Member> members = sources.combine(db, kind);
            new SortedSets(db).replace(target, members);
            return (long) members.size();
        });
    }

    private static Command.DataAction countCommon(Arguments arguments) throws CommandException {
        Words words = new Words(arguments, 1);
        List<byte[]> keys = words.take(words.takeInt(1));
        long limit = 0;
        if (words.eat("limit")) {
            limit = words.takeLong();
            if (limit < 0) {
                throw CommandException.err("LIMIT can't be negative");
            }
        }
        if (words.more()) {
            throw CommandException.syntax();
        }
        long most = limit == 0 ? Long.MAX_VALUE : limit;
        return (db, out) -> out.integer(
                Math.min(most, plain(keys, false).combine(db, Kind.INTERSECTION).size()));
    }
}
