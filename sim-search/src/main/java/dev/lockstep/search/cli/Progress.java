package dev.lockstep.search.cli;

import dev.lockstep.search.explore.SearchOptions;
import dev.lockstep.search.explore.Tally;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a search has got, shown on a terminal. */
interface Progress extends AutoCloseable {
    /** System property by which the launcher says that standard error is a terminal. */
    String TERMINAL = "lockstep.terminal";

    /** Shows what was done so far. */
    void show(Tally soFar);

    /** Takes the display away; may be called again. */
    @Override
    void close();

    /** A bar on a terminal, else nothing. */
    static Progress of(SearchOptions options) {
        return Boolean.getBoolean(TERMINAL) ? new Bar(options) : new Silent();
    }

    /** Shows nothing. */
    final class Silent implements Progress {
        @Override
        public void show(Tally soFar) {}

        @Override
        public void close() {}
    }

    /** A bar that fills with the seeds, or with the time if seeds have no limit. */
    final class Bar implements Progress {
        private static final int REDRAW_MILLIS = 200;

        private final SearchOptions options;
        private final boolean byTime;
        private final long start = System.nanoTime();
        private final ProgressBar bar;

        Bar(SearchOptions options) {
            this.options = options;
            this.byTime = options.runs() == Long.MAX_VALUE;
            this.bar = new ProgressBarBuilder()
                    .setTaskName("search")
                    .setInitialMax(byTime ? TimeUnit.NANOSECONDS.toSeconds(options.forNanos()) : options.runs())
                    .setUnit(byTime ? " s" : " seeds", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .build();
        }

        @Override
        public void show(Tally soFar) {
            long elapsed = System.nanoTime() - start;
            long seconds = TimeUnit.NANOSECONDS.toSeconds(Math.min(elapsed, options.forNanos()));
            bar.stepTo(byTime ? seconds : soFar.runs());
            bar.setExtraMessage(String.format(
                    " %s, %.1f/s, %s virtual, %s",
                    Texts.count(soFar.runs(), "seed"),
                    soFar.runs() * 1e9 / Math.max(1, elapsed),
                    Texts.nanos(soFar.virtualNanos()),
                    Texts.count(soFar.failed(), "failure")));
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
