package dev.lockstep.net.link;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.Timer;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.LinkCounters;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.PacketEvent;
import dev.lockstep.net.Verdict;
import dev.lockstep.net.packet.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One direction of a link: frames under way in order of arrival, with one timer for the first of them. */
final class Wire {
    private final Simulation simulation;
    private final Taps taps;
    private final @Nullable RuleBook rules;
    private final Luck luck;
    private final ArrayDeque<Frame> underWay = new ArrayDeque<>();
    private final Timer timer;
    private final Turn turn = new Turn();
    private final Counts counts = new Counts();
    private LinkOptions options;
    private long lastArrival;

    /** A wire; the way of a host to itself has no rules. */
    Wire(Simulation simulation, Taps taps, @Nullable RuleBook rules, Luck luck, LinkOptions options) {
        this.simulation = simulation;
        this.taps = taps;
        this.rules = rules;
        this.luck = luck;
        this.options = options;
        this.timer = simulation.timer(this::due);
    }

    /** Takes a frame. */
    void send(Frame frame) {
        counts.sent(frame);
        String fate = forward(frame);
        taps.sent(frame, options.mtu(), fate);
    }

    /** Sends a frame on that a rule has held. */
    void resume(Frame frame) {
        forward(frame);
    }

    /** What has become of it, or empty if it is under way. */
    private String forward(Frame frame) {
        return switch (judge(frame)) {
            case Verdict.Pass pass -> queue(frame, 0);
            case Verdict.DeliverAfter later -> queue(frame, later.nanos());
            case Verdict.Truncate part -> {
                frame.truncate(part.bytes());
                yield queue(frame, 0);
            }
            case Verdict.LimitWindow limit -> {
                frame.limitWindow(limit.bytes());
                yield queue(frame, 0);
            }
            case Verdict.Drop drop -> drop(frame, "dropped by a rule");
            case Verdict.Hold hold -> "held by a rule";
        };
    }

    private Verdict judge(Frame frame) {
        return rules == null ? Verdict.PASS : rules.judge(this, frame);
    }

    private String queue(Frame frame, long extra) {
        if (luck.shouldLose(options)) {
            return drop(frame, "lost by the link");
        }
        long now = simulation.nanoTime();
        long departs = turn.take(now, frame.wireBytes(options.mtu()), options);
        if (departs < 0) {
            return drop(frame, "dropped, the queue of the link is full");
        }
        if (luck.shouldCorrupt(options)) {
            counts.corrupted();
            damage(frame);
        }
        if (luck.shouldDuplicate(options)) {
            counts.duplicated();
            travel(frame.duplicate(), now, departs, extra);
        }
        travel(frame, now, departs, extra);
        return "";
    }

    private void damage(Frame frame) {
        if (!frame.damage(luck.drawDamage())) {
            frame.spoil();
        }
    }

    private void travel(Frame frame, long now, long departs, long extra) {
        if (luck.shouldReorder(options)) {
            counts.reordered();
            long late = options.impairments().reorderNanos();
            simulation.schedule(departs + luck.drawTravel(options) - now + extra + late, () -> arrive(frame));
            return;
        }
        long arrival = Math.max(lastArrival, departs + luck.drawTravel(options));
        lastArrival = arrival;
        if (extra > 0) {
            simulation.schedule(arrival - now + extra, () -> arrive(frame));
            return;
        }
        frame.arrival(arrival);
        underWay.add(frame);
        if (!timer.armed()) {
            timer.arm(arrival - now);
        }
    }

    private void due() {
        long now = simulation.nanoTime();
        Frame first = underWay.peek();
        while (first != null && first.arrival() <= now) {
            underWay.remove();
            arrive(first);
            first = underWay.peek();
        }
        if (first != null) {
            timer.arm(first.arrival() - now);
        }
    }

    /** Rules that came into force on the way are asked now. */
    private void arrive(Frame frame) {
        switch (judge(frame)) {
            case Verdict.Pass pass -> deliver(frame);
            case Verdict.DeliverAfter later -> simulation.schedule(later.nanos(), () -> arrive(frame));
            case Verdict.Truncate part -> {
                frame.truncate(part.bytes());
                deliver(frame);
            }
            case Verdict.LimitWindow limit -> {
                frame.limitWindow(limit.bytes());
                deliver(frame);
            }
            case Verdict.Drop drop -> drop(frame, "");
            case Verdict.Hold hold -> {}
        }
    }

    private void deliver(Frame frame) {
        if (frame.spoiled() || !frame.ready()) {
            drop(frame, "");
            return;
        }
        counts.delivered(frame);
        taps.delivered(frame, options.mtu());
        simulation.trace().emit(TraceKind.PACKET, frame.to(), PacketEvent.delivered(frame), PacketEvent.extent(frame));
        frame.deliver();
    }

    private String drop(Frame frame, String why) {
        counts.dropped(frame);
        simulation.trace().emit(TraceKind.PACKET, frame.from(), PacketEvent.dropped(frame), PacketEvent.extent(frame));
        return why;
    }

    /** How long a frame would wait for its turn, ns. */
    long queueNanos() {
        return turn.waitNanos(simulation.nanoTime());
    }

    LinkOptions options() {
        return options;
    }

    void options(LinkOptions newOptions) {
        options = newOptions;
    }

    LinkCounters counters() {
        return counts.snapshot();
    }
}
