package dev.lockstep.net.link;

import dev.lockstep.core.Choices;
import dev.lockstep.core.Simulation;
import dev.lockstep.core.Timer;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.LinkCounters;
import dev.lockstep.net.LinkOptions;
import dev.lockstep.net.PacketEvent;
import dev.lockstep.net.Verdict;
import dev.lockstep.net.tcp.Kernel;
import dev.lockstep.net.tcp.Segment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One direction of a link: segments under way in order of arrival, with one timer for the first of them. */
final class Wire {
    private static final long SECOND = 1_000_000_000L;

    private final Simulation simulation;
    private final @Nullable RuleBook rules;
    private final Choices choices;
    private final ArrayDeque<Segment> underWay = new ArrayDeque<>();
    private final Timer timer;
    private LinkOptions options;
    private long busyUntil;
    private long lastArrival;

    private long packetsSent;
    private long bytesSent;
    private long packetsDelivered;
    private long bytesDelivered;
    private long packetsDropped;
    private long bytesDropped;

    /** A wire; the way of a host to itself has no rules. */
    Wire(Simulation simulation, @Nullable RuleBook rules, Choices choices, LinkOptions options) {
        this.simulation = simulation;
        this.rules = rules;
        this.choices = choices;
        this.options = options;
        this.timer = simulation.timer(this::due);
    }

    /** Takes a segment, or takes it again after a rule has held it. */
    void send(Segment segment) {
        if (segment.judged() == 0) {
            packetsSent++;
            bytesSent += segment.length();
        }
        switch (judge(segment)) {
            case Verdict.Pass pass -> enqueue(segment, 0);
            case Verdict.DeliverAfter later -> enqueue(segment, later.nanos());
            case Verdict.Truncate part -> {
                segment.truncate(part.bytes());
                enqueue(segment, 0);
            }
            case Verdict.Drop drop -> drop(segment);
            case Verdict.Hold hold -> {}
        }
    }

    private Verdict judge(Segment segment) {
        return rules == null ? Verdict.PASS : rules.judge(this, segment);
    }

    private void enqueue(Segment segment, long extra) {
        long now = simulation.nanoTime();
        long departs = Math.max(now, busyUntil);
        if (options.bytesPerSecond() > 0) {
            long queued = multiply(departs - now, options.bytesPerSecond(), SECOND);
            if (queued + segment.wireBytes() > options.queueBytes()) {
                drop(segment);
                return;
            }
            departs += multiply(segment.wireBytes(), SECOND, options.bytesPerSecond());
            busyUntil = departs;
        }
        long arrival = Math.max(lastArrival, departs + options.latencyNanos() + drawJitter());
        lastArrival = arrival;
        if (extra > 0) {
            simulation.schedule(arrival - now + extra, () -> arrive(segment));
            return;
        }
        segment.arrival(arrival);
        underWay.add(segment);
        if (!timer.armed()) {
            timer.arm(arrival - now);
        }
    }

    private static long multiply(long a, long b, long divisor) {
        long high = Math.multiplyHigh(a, b);
        return high == 0 && a * b >= 0 ? a * b / divisor : (long) ((double) a * b / divisor);
    }

    private long drawJitter() {
        return options.jitterNanos() == 0 ? 0 : choices.between(0, options.jitterNanos());
    }

    private void due() {
        long now = simulation.nanoTime();
        Segment first = underWay.peek();
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
    private void arrive(Segment segment) {
        switch (judge(segment)) {
            case Verdict.Pass pass -> deliver(segment);
            case Verdict.DeliverAfter later -> simulation.schedule(later.nanos(), () -> arrive(segment));
            case Verdict.Truncate part -> {
                segment.truncate(part.bytes());
                deliver(segment);
            }
            case Verdict.Drop drop -> drop(segment);
            case Verdict.Hold hold -> {}
        }
    }

    private void deliver(Segment segment) {
        Kernel target = segment.target();
        if (!target.powered()) {
            drop(segment);
            return;
        }
        packetsDelivered++;
        bytesDelivered += segment.length();
        simulation
                .trace()
                .emit(TraceKind.PACKET, target.host(), PacketEvent.delivered(segment), PacketEvent.extent(segment));
        segment.deliver();
    }

    private void drop(Segment segment) {
        packetsDropped++;
        bytesDropped += segment.length();
        simulation
                .trace()
                .emit(
                        TraceKind.PACKET,
                        segment.source().host(),
                        PacketEvent.dropped(segment),
                        PacketEvent.extent(segment));
    }

    /** How long a segment would wait for its turn, ns. */
    long queueNanos() {
        return Math.max(0, busyUntil - simulation.nanoTime());
    }

    LinkOptions options() {
        return options;
    }

    void options(LinkOptions newOptions) {
        options = newOptions;
    }

    LinkCounters counters() {
        return new LinkCounters(packetsSent, bytesSent, packetsDelivered, bytesDelivered, packetsDropped, bytesDropped);
    }
}
