package dev.lockstep.net.conformance;

import dev.lockstep.core.Host;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Network;
import dev.lockstep.net.Verdict;
import dev.lockstep.net.tcp.Addresses;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A simulated network of one host or two. */
final class SimulatedLan implements Lan {
    /** More than any latency and any pause of the TCP of two hosts that talk. */
    private static final long SETTLE_MILLIS = 1_000;

    private final Network network;
    private final Host client;
    private final Host server;

    SimulatedLan(Network network, Host client, Host server) {
        this.network = network;
        this.client = client;
        this.server = server;
    }

    @Override
    public InetAddress server() {
        return server == client ? Addresses.inet(null, Addresses.LOOPBACK) : network.address(server);
    }

    @Override
    public <T> T there(Callable<T> call) throws Exception {
        if (server == client) {
            return call.call();
        }
        FutureTask<T> task = new FutureTask<>(call);
        server.start("there", task::run);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void settle() throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
    }

    @Override
    public void untilBlocked(Thread thread) throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
    }

    @Override
    public AutoCloseable cut(int port) {
        Guard guard = network.rule(p -> p.fromPort() == port || p.toPort() == port ? Verdict.DROP : Verdict.PASS);
        return guard;
    }
}
