package dev.lockstep.bench.peer;

import java.util.ArrayList;
import java.util.List;

/** The bare heap with callbacks by number: the least a timer queue can cost. */
public final class BareTimers implements Timers {
    private final BareHeap heap;
    private final List<Runnable> callbacks = new ArrayList<>();
    private long now;

    /** For so many timers at most. */
    public BareTimers(int most) {
        heap = new BareHeap(most);
    }

    @Override
    public Timer timer(Runnable callback) {
        int id = callbacks.size();
        callbacks.add(callback);
        return new Timer() {
            @Override
            public void arm(long delay) {
                heap.add(id, now + delay);
            }

            @Override
            public void cancel() {
                if (heap.holds(id)) {
                    heap.remove(id);
                }
            }
        };
    }

    @Override
    public long run() {
        return CpuTime.of(() -> {
            while (heap.size() > 0) {
                now = heap.nextDue();
                callbacks.get(heap.pop()).run();
            }
        });
    }
}
