package dev.lockstep.net;

import dev.lockstep.core.Choices;
import java.util.List;

/** How long a packet is on a link, apart from its turn in the queue: a distribution. All times are ns, 0 to 2^62. */
public sealed interface Latency {
    /** Largest latency, ns. */
    long MAX_NANOS = 1L << 62;

    /** The latency of one packet, ns. A constant draws nothing. */
    long draw(Choices choices);

    /** The shortest latency there can be, ns. */
    long leastNanos();

    /** The same for every packet. */
    static Latency constant(long nanos) {
        return new Constant(nanos);
    }

    /** Anything between two values is as likely. */
    static Latency uniform(long lowNanos, long highNanos) {
        return new Uniform(lowNanos, highNanos);
    }

    /** Log-normal around a median, as round trips in networks are; sigma 0.1 is steady, 1 is wild. */
    static Latency logNormal(long medianNanos, double sigma) {
        return new LogNormal(medianNanos, sigma, MAX_NANOS);
    }

    /** As it was measured. */
    static Latency histogram(List<Bucket> buckets) {
        return new Histogram(buckets);
    }

    /**
     * The same for every packet.
     *
     * @param nanos latency, ns
     */
    record Constant(long nanos) implements Latency {
        /** Checks the bounds. */
        public Constant {
            check("latency", nanos, 0);
        }

        @Override
        public long draw(Choices choices) {
            return nanos;
        }

        @Override
        public long leastNanos() {
            return nanos;
        }
    }

    /**
     * Anything between two values is as likely.
     *
     * @param lowNanos shortest, ns
     * @param highNanos longest, ns, at least {@code lowNanos}
     */
    record Uniform(long lowNanos, long highNanos) implements Latency {
        /** Checks the bounds. */
        public Uniform {
            check("lowNanos", lowNanos, 0);
            check("highNanos", highNanos, lowNanos);
        }

        @Override
        public long draw(Choices choices) {
            return choices.between(lowNanos, highNanos);
        }

        @Override
        public long leastNanos() {
            return lowNanos;
        }
    }

    /**
     * The logarithm is normally distributed.
     *
     * @param medianNanos half of the packets are faster, ns, at least 1
     * @param sigma standard deviation of the logarithm, 0 to 10
     * @param mostNanos what is longer is cut to this, ns, at least {@code medianNanos}
     */
    record LogNormal(long medianNanos, double sigma, long mostNanos) implements Latency {
        /** Checks the bounds. */
        public LogNormal {
            check("medianNanos", medianNanos, 1);
            check("mostNanos", mostNanos, medianNanos);
            if (!(sigma >= 0 && sigma <= 10)) {
                throw new IllegalArgumentException("sigma is " + sigma + ", expected 0 to 10");
            }
        }

        /** By Box and Muller; StrictMath, since Math may differ in the last bit between an interpreter and a compiler. */
        @Override
        public long draw(Choices choices) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - choices.unit()));
            double normal = radius * StrictMath.cos(2 * StrictMath.PI * choices.unit());
            return (long) Math.min((double) mostNanos, medianNanos * StrictMath.exp(sigma * normal));
        }

        @Override
        public long leastNanos() {
            return 0;
        }
    }

    /**
     * One bar of a measured histogram.
     *
     * @param lowNanos shortest latency counted here, ns
     * @param highNanos longest, ns, at least {@code lowNanos}; within the bar all are as likely
     * @param count how many were counted, 1 to 2^32
     */
    record Bucket(long lowNanos, long highNanos, long count) {
        /** Checks the bounds. */
        public Bucket {
            check("lowNanos", lowNanos, 0);
            check("highNanos", highNanos, lowNanos);
            if (count < 1 || count > 1L << 32) {
                throw new IllegalArgumentException("count is " + count + ", expected 1 to 2^32");
            }
        }
    }

    /**
     * As it was measured.
     *
     * @param buckets 1 to 65,536 bars
     */
    record Histogram(List<Bucket> buckets) implements Latency {
        /** Checks the bounds. */
        public Histogram {
            buckets = List.copyOf(buckets);
            if (buckets.isEmpty() || buckets.size() > 65_536) {
                throw new IllegalArgumentException(buckets.size() + " buckets, expected 1 to 65,536");
            }
        }

        @Override
        public long draw(Choices choices) {
            long left =
                    choices.between(1, buckets.stream().mapToLong(Bucket::count).sum());
            for (Bucket bucket : buckets) {
                left -= bucket.count;
                if (left <= 0) {
                    return choices.between(bucket.lowNanos, bucket.highNanos);
                }
            }
            throw new IllegalStateException("the counts of the buckets do not add up");
        }

        @Override
        public long leastNanos() {
            return buckets.stream().mapToLong(Bucket::lowNanos).min().orElse(0);
        }
    }

    private static void check(String name, long value, long least) {
        if (value < least || value > MAX_NANOS) {
            throw new IllegalArgumentException(name + " is " + value + " ns, expected " + least + " to 2^62");
        }
    }
}
