package dev.lockstep.bench;

import dev.lockstep.bench.peer.BareTimers;
import dev.lockstep.bench.peer.JmockTimers;
import dev.lockstep.bench.peer.KotlinTimers;
import dev.lockstep.bench.peer.LockstepTimers;
import dev.lockstep.bench.peer.ReactorTimers;
import dev.lockstep.bench.peer.RxTimers;
import dev.lockstep.bench.peer.SsjTimers;
import dev.lockstep.bench.peer.Timers;
import dev.lockstep.search.Benchmark.Contender;
import dev.lockstep.search.Benchmark.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Libraries with timers in virtual time. */
enum Peers {
    LOCKSTEP("lockstep"),
    BARE("bare heap"),
    REACTOR("reactor"),
    RXJAVA("rxjava"),
    KOTLINX("kotlinx"),
    JMOCK("jmock"),
    SSJ("ssj");

    private final String label;

    Peers(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** A fresh clock. */
    Timers timers() {
        return switch (this) {
            case LOCKSTEP -> new LockstepTimers();
            case BARE -> new BareTimers(1 << 17);
            case REACTOR -> new ReactorTimers();
            case RXJAVA -> new RxTimers();
            case KOTLINX -> new KotlinTimers();
            case JMOCK -> new JmockTimers();
            case SSJ -> new SsjTimers();
        };
    }

    /** All of them as contenders in a workload, which gets the fresh clock's maker and the scale. */
    static List<Contender> contenders(ToDoubleBiFunction<Peers, Double> workload) {
        List<Contender> all = new ArrayList<>();
        for (Peers peer : values()) {
            all.add(new Contender(peer.label, scale -> workload.applyAsDouble(peer, scale)));
        }
        return all;
    }

    /** So many times the bare heap, and ahead of every library. */
    static List<Goal> goals(double ofBare) {
        List<Goal> goals = new ArrayList<>();
        for (Peers peer : values()) {
            if (peer != LOCKSTEP) {
                goals.add(Goal.atLeast(peer == BARE ? ofBare : 1, peer.label));
            }
        }
        return goals;
    }
}
