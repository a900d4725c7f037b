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
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;

/** Libraries with timers in virtual time. */
enum Peers {
    LOCKSTEP("lockstep", LockstepTimers::new),
    BARE("bare heap", () -> new BareTimers(1 << 17)),
    REACTOR("reactor", ReactorTimers::new),
    RXJAVA("rxjava", RxTimers::new),
    KOTLINX("kotlinx", KotlinTimers::new),
    JMOCK("jmock", JmockTimers::new),
    SSJ("ssj", SsjTimers::new);

    private final String label;
    private final Supplier<Timers> create;

    Peers(String label, Supplier<Timers> create) {
        this.label = label;
        this.create = create;
    }

    String label() {
        return label;
    }

    /** A fresh clock. */
    Timers timers() {
        return create.get();
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
