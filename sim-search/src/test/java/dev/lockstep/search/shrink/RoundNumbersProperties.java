package dev.lockstep.search.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class RoundNumbersProperties {
    private static int zeros(long number) {
        int zeros = 0;
        for (long rest = number; rest != 0 && rest % 10 == 0; rest /= 10) {
            zeros++;
        }
        return number == 0 ? Integer.MAX_VALUE : zeros;
    }

    @Property
    void roundestIsInTheRangeAndNothingInItIsRounder(
            @ForAll @LongRange(min = 0, max = 100_000) long low, @ForAll @LongRange(min = 0, max = 2_000) long size) {
        long roundest = RoundNumbers.roundest(low, low + size);

        assertThat(roundest).isBetween(low, low + size);
        for (long other = low; other <= low + size; other++) {
            assertThat(zeros(other)).isLessThanOrEqualTo(zeros(roundest));
        }
    }

    @Property
    void betweenIsBetween(@ForAll @LongRange(min = -1_000) long low, @ForAll @LongRange(min = 0) long size) {
        long high = Math.max(low, low + size);
        long between = RoundNumbers.between(low, high);

        if (high - low < 2) {
            assertThat(between).isEqualTo(high);
        } else {
            assertThat(between).isStrictlyBetween(low, high);
        }
    }
}
