package dev.lockstep.net.tcp;

import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The TCP ports of one host: who has bound which. Ephemeral ports are given out in ascending order, round and round. */
final class Ports {
    /** The range of Linux' net.ipv4.ip_local_port_range. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int LAST_EPHEMERAL = 60_999;

    private final Map<Integer, List<Binding>> bindings = new TreeMap<>();
    private int next = FIRST_EPHEMERAL;

    /** Takes a port, or a free ephemeral one if {@code port} is 0. */
    Binding bind(int address, int port, boolean reuse, boolean reusePort, IntPredicate busy) throws SocketException {
        int chosen = port == 0 ? ephemeral(busy) : port;
        List<Binding> others = bindings.computeIfAbsent(chosen, p -> new ArrayList<>(1));
        boolean taken = others.stream().anyMatch(b -> b.excludes(address, reuse, reusePort));
        if (taken || (!reuse && busy.test(chosen))) {
            throw Errno.EADDRINUSE.ofConnect();
        }
        Binding binding = new Binding(address, chosen, reuse, reusePort);
        others.add(binding);
        return binding;
    }

    private int ephemeral(IntPredicate busy) throws SocketException {
        for (int tries = 0; tries <= LAST_EPHEMERAL - FIRST_EPHEMERAL; tries++) {
            int port = next;
            next = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
            if (!bindings.containsKey(port) && !busy.test(port)) {
                return port;
            }
        }
        throw Errno.EADDRNOTAVAIL.ofConnect();
    }

    void release(Binding binding) {
        List<Binding> all = bindings.get(binding.port());
        if (all != null && all.remove(binding) && all.isEmpty()) {
            bindings.remove(binding.port());
        }
    }

    /**
     * Who listens there: on just this address first, then on all.
     *
     * @param choice picks one of several that share the port
     */
    @Nullable
    Listener listener(int address, int port, int choice) {
        List<Listener> exact = new ArrayList<>(1);
        List<Listener> all = new ArrayList<>(1);
        for (Binding binding : bindings.getOrDefault(port, List.of())) {
            Listener listener = binding.listener();
            if (listener != null && binding.covers(address)) {
                (binding.address() == address ? exact : all).add(listener);
            }
        }
        List<Listener> best = exact.isEmpty() ? all : exact;
        return best.isEmpty() ? null : best.get(Math.floorMod(choice, best.size()));
    }

    List<Listener> listeners() {
        List<Listener> all = new ArrayList<>();
        bindings.values()
                .forEach(l -> l.forEach(b -> {
                    Listener listener = b.listener();
                    if (listener != null) {
                        all.add(listener);
                    }
                }));
        return all;
    }

    /** Gives back all ports but those of some bindings. */
    void retain(Set<Binding> inUse) {
        bindings.values().forEach(l -> l.removeIf(b -> !inUse.contains(b)));
        bindings.values().removeIf(List::isEmpty);
    }

    void clear() {
        bindings.clear();
        next = FIRST_EPHEMERAL;
    }
}
