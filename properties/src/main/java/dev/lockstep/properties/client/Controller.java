package dev.lockstep.properties.client;

import dev.lockstep.properties.check.SetnodesAnswered;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import dev.lockstep.search.Run;
import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * Whoever pushes topologies: keeps the wanted one and tells nodes of it, over a connection of its own for each push, again and
 * again until the node has taken it or a newer one is wanted. Watches that each push is answered in time.
 */
public final class Controller {
    private static final long SECOND_MILLIS = 1_000;

    private final Run run;
    private final Testbed testbed;
    private final long bound;
    private Topology wanted;
    private long longest;
    private boolean over;

    /** A controller; {@code bound} is how long an answer may take, ns. */
    public Controller(Run run, Testbed testbed, long bound) {
        this.run = run;
        this.testbed = testbed;
        this.bound = bound;
        this.wanted = Topology.initial(testbed.nodes());
    }

    /** Gives every node its id and the first topology; on a simulated thread. */
    public void initialise() throws IOException, InterruptedException {
        for (SimulatedNode node : testbed.nodes()) {
            try (RespClient client = awaitStart(node)) {
                expectOk(node, client.call("CLUSTERX", "SETNODEID", node.id()));
                testbed.checks().forEach(c -> c.told(node, wanted));
                expectOk(node, client.call("CLUSTERX", "SETNODES", wanted.text(), Long.toString(wanted.version())));
                testbed.checks().forEach(c -> c.answered(node, wanted, "OK"));
            }
        }
    }

    /** Connects to a node that may not listen yet. */
    private static RespClient awaitStart(SimulatedNode node) throws InterruptedException {
        for (; ; ) {
            try {
                return RespClient.to(node, 1_000, 0);
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
    }

    /** Wants another topology and tells one node of it, or all members. Returns at once. */
    public void change(Topology topology, Iterable<SimulatedNode> told) {
        wanted = topology;
        for (SimulatedNode node : told) {
            testbed.clients().start("controller-" + node + "-" + topology.version(), () -> push(node, topology));
        }
    }

    private void push(SimulatedNode node, Topology topology) throws InterruptedException {
        while (!over && wanted.version() == topology.version() && !(taken(node, topology) && !node.nameless())) {
            Thread.sleep(
                    SECOND_MILLIS); // one that was reset just before it took the topology does not know which node it
            // is
        }
    }

    /** Pushes something that is not wanted, once: stale, or cut off in the middle. On a simulated thread. */
    public void pushOnce(SimulatedNode node, Topology topology) {
        taken(node, topology);
    }

    private boolean taken(SimulatedNode node, Topology topology) {
        long asked = System.nanoTime();
        int millis = (int) (bound / 1_000_000) + 1;
        boolean sent = false;
        String reply = "";
        try (RespClient client = RespClient.to(node, millis, millis)) {
            identify(node, client);
            asked = System.nanoTime();
            sent = true;
            testbed.checks().forEach(c -> c.told(node, topology));
            reply = client.call("CLUSTERX", "SETNODES", topology.text(), Long.toString(topology.version()));
            answered(node, asked, System.nanoTime() - asked);
        } catch (SocketTimeoutException e) {
            unanswered(node, asked);
        } catch (IOException e) {
            // The node is down or the link is broken: the push is repeated.
        }
        if (sent) {
            String said = reply;
            testbed.checks().forEach(c -> c.answered(node, topology, said));
        }
        return reply.equals("OK");
    }

    /** A node on a new disk has no id. */
    private static void identify(SimulatedNode node, RespClient client) throws IOException {
        if (node.nameless() && client.call("CLUSTERX", "SETNODEID", node.id()).equals("OK")) {
            node.named();
        }
    }

    private void answered(SimulatedNode node, long asked, long took) {
        if (!node.disturbance().excuses(asked)) {
            longest = Math.max(longest, took);
            run.metric("setnodesNanos", longest);
        }
    }

    private void unanswered(SimulatedNode node, long asked) {
        if (!node.disturbance().excuses(asked)) {
            run.fail(
                    SetnodesAnswered.INVARIANT.name(),
                    node.name() + " has not answered CLUSTERX SETNODES after " + (System.nanoTime() - asked)
                            + " ns, expected an answer within " + bound + " ns");
        }
    }

    private static void expectOk(SimulatedNode node, String reply) {
        if (!reply.equals("OK")) {
            throw new IllegalStateException(node.name() + " answered " + reply + ", expected OK");
        }
    }

    /** Gives a node on a new disk its id as soon as it answers; returns at once. */
    public void rename(SimulatedNode node) {
        testbed.clients().start("rename-" + node, () -> {
            while (!over && node.nameless()) {
                try (RespClient client = RespClient.to(node, 1_000, 1_000)) {
                    identify(node, client);
                } catch (IOException e) {
                    Thread.sleep(SECOND_MILLIS / 10);
                }
            }
        });
    }

    /** Stops pushing. */
    public void over() {
        over = true;
    }

    /** The topology that is wanted now. */
    public Topology wanted() {
        return wanted;
    }
}
