package dev.lockstep.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The event queue behaves as a list sorted by (time, order of scheduling). */
class EventQueueProperties {
    private record Expected(long due, long order, int id) {}

    private static final class Numbered extends EventQueue.Entry {
        private final int id;
        private final List<Integer> fired;

        Numbered(int id, List<Integer> fired) {
            this.id = id;
            this.fired = fired;
        }

        @Override
        protected void fire() {
            fired.add(id);
        }
    }

    /** Spans from crowded to sparse; events at the end of time among them. */
    private static long delay(Random random, int spread) {
        return random.nextInt(50) == 0 ? Long.MAX_VALUE : random.nextLong(1L << random.nextInt(1, spread));
    }

    @Property(tries = 600)
    void firesInOrderOfTimeThenOfScheduling(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 62) int spread, @ForAll boolean slices) {
        Random random = new Random(seed);
        EventQueue queue = slices ? new EventQueue(4) : new EventQueue();
        List<Integer> fired = new ArrayList<>();
        List<Numbered> entries = new ArrayList<>();
        List<Expected> model = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(new Numbered(i, fired));
        }
        for (int step = 0; step < 1_000; step++) {
            int id = random.nextInt(entries.size());
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long later = queue.now() + delay(random, spread);
                    long due = later < 0 ? Long.MAX_VALUE : later;
                    queue.schedule(entries.get(id), due);
                    model.removeIf(e -> e.id == id);
                    model.add(new Expected(due, step, id));
                }
                case 2 -> assertThat(queue.remove(entries.get(id))).isEqualTo(model.removeIf(e -> e.id == id));
                default -> {
                    if (!model.isEmpty()) {
                        model.sort(Comparator.comparingLong(Expected::due).thenComparingLong(Expected::order));
                        Expected first = model.removeFirst();
                        expected.add(first.id);
                        assertThat(queue.nextDue()).isEqualTo(first.due);
                        queue.fireNext();
                        assertThat(queue.now()).isEqualTo(first.due);
                    }
                }
            }
            assertThat(queue.size()).isEqualTo(model.size());
        }
        assertThat(fired).isEqualTo(expected);
    }
}
