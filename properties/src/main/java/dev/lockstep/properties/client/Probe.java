package dev.lockstep.properties.client;

import dev.lockstep.properties.check.PingAnswered;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.search.Run;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks one node PING and GET by turns, all along, and keeps what a client would see of its availability: the longest time without
 * an answer, the time so spent in all, and refusals by kind.
 */
public final class Probe {
    private static final long SLOW = 100_000_000L;
    private static final int CONNECT_MILLIS = 1_000;

    private final Run run;
    private final SimulatedNode node;
    private final long bound;
    private final long periodMillis;
    private final Map<String, Long> refused = new TreeMap<>();
    private @Nullable RespClient client;
    private long waitingSince;
    private long longest;
    private long total;
    private long asked;
    private boolean over;

    /** A probe of a node; an answer may take {@code bound} ns. */
    public Probe(Run run, SimulatedNode node, long bound, long periodMillis) {
        this.run = run;
        this.node = node;
        this.bound = bound;
        this.periodMillis = periodMillis;
    }

    /** The body of a simulated thread. */
    public void run() throws InterruptedException {
        waitingSince = System.nanoTime();
        while (!over) {
            ask();
            Thread.sleep(periodMillis);
            waitingSince = client == null ? waitingSince : System.nanoTime();
        }
        disconnect();
    }

    private void ask() {
        long start = System.nanoTime();
        try {
            RespClient connected = connect();
            String reply = asked++ % 2 == 0 ? connected.call("PING") : connected.call("GET", "key:1");
            answered(reply);
        } catch (SocketTimeoutException e) {
            disconnect();
            if (System.nanoTime() - start >= bound && !node.disturbance().excuses(start)) {
                run.fail(
                        PingAnswered.INVARIANT.name(),
                        node.name() + " has not answered a command after " + (System.nanoTime() - start)
                                + " ns, expected an answer within " + bound + " ns");
            }
        } catch (IOException e) {
            disconnect();
        }
    }

    private RespClient connect() throws IOException {
        RespClient open = client;
        if (open == null) {
            open = RespClient.to(node, CONNECT_MILLIS, (int) (bound / 1_000_000) + 1);
            client = open;
        }
        return open;
    }

    private void answered(String reply) {
        long waited = System.nanoTime() - waitingSince;
        longest = Math.max(longest, waited);
        total += waited > SLOW ? waited : 0;
        if (reply.startsWith("-")) {
            refused.merge(reply.substring(1).split(" ", 2)[0].toLowerCase(Locale.ROOT), 1L, Long::sum);
        }
    }

    private void disconnect() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Stops asking and reports. */
    public void finish() {
        over = true;
        run.metric(node.name() + "LongestUnansweredNanos", longest);
        run.metric(node.name() + "UnansweredNanos", total);
        run.metric(node.name() + "Asked", asked);
        refused.forEach((kind, count) -> run.metric(node.name() + "Refused" + capital(kind), count));
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
