package dev.lockstep.net.link;

import dev.lockstep.net.Guard;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Verdict;
import dev.lockstep.net.packet.Frame;
import java.util.ArrayDeque;

/** A rule in force, and the packets it holds. */
final class ActiveRule implements Guard {
    private static final int MOST_HELD = 65_536;

    private record Held(Wire wire, Frame frame) {}

    private final RuleBook book;
    private final long number;
    private final Rule rule;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private long hits;
    private boolean lifted;

    ActiveRule(RuleBook book, long number, Rule rule) {
        this.book = book;
        this.number = number;
        this.rule = rule;
    }

    Verdict judge(Wire wire, Frame frame) {
        Verdict verdict = rule.onPacket(frame);
        if (verdict instanceof Verdict.Pass) {
            return verdict;
        }
        hits++;
        if (verdict instanceof Verdict.Hold) {
            if (held.size() == MOST_HELD) {
                return Verdict.DROP;
            }
            held.add(new Held(wire, frame));
        }
        return verdict;
    }

    @Override
    public void close() {
        if (lifted) {
            return;
        }
        lifted = true;
        book.lift(this);
        while (!held.isEmpty()) {
            Held next = held.remove();
            next.wire().resume(next.frame());
        }
    }

    @Override
    public long hits() {
        return hits;
    }

    long number() {
        return number;
    }

    Rule rule() {
        return rule;
    }

    String describe() {
        return "#" + number + " " + rule.describe() + " hits " + hits + (held.isEmpty() ? "" : " holds " + held.size());
    }
}
