package dev.lockstep.net.plan;

import dev.lockstep.core.Choices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Draws faults. Swarm weights (Groce et al. 2012): each plan leaves out about half of the kinds and prefers some of the others, so
 * that plans differ more from each other than if every kind were as likely in each.
 */
final class FaultDraw {
    private static final long MILLI = 1_000_000L;
    private static final int MOST_WEIGHT = 16;

    private final Choices choices;
    private final FaultPlanOptions options;
    private final Map<FaultKind, Integer> weights = new EnumMap<>(FaultKind.class);

    FaultDraw(Choices choices, FaultPlanOptions options) {
        this.choices = choices;
        this.options = options;
        for (FaultKind kind : options.kinds()) {
            if (shouldTakePart()) {
                weights.put(kind, 1 + choices.below(MOST_WEIGHT));
            }
        }
        if (weights.isEmpty() && !options.kinds().isEmpty()) {
            weights.put(choices.oneOf(List.copyOf(options.kinds())), 1);
        }
    }

    private boolean shouldTakePart() {
        return choices.chance(0.5);
    }

    /** How many faults to try, 0 to the most. */
    int drawCount() {
        return weights.isEmpty() ? 0 : choices.below(options.mostFaults() + 1);
    }

    PlannedFault draw() {
        FaultKind kind = drawKind();
        long at = choices.between(options.fromNanos(), options.toNanos());
        long length = kind == FaultKind.RESET ? 0 : choices.between(1, options.mostNanos());
        return new PlannedFault(at, length, kind, drawTarget(kind), drawAmount(kind));
    }

    private FaultKind drawKind() {
        int left = choices.below(weights.values().stream().mapToInt(w -> w).sum());
        for (Map.Entry<FaultKind, Integer> entry : weights.entrySet()) {
            left -= entry.getValue();
            if (left < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    private String drawTarget(FaultKind kind) {
        List<String> mixed = shuffled();
        int half = (mixed.size() + 1) / 2;
        return switch (kind.target()) {
            case HOST -> mixed.get(0);
            case DIRECTION -> mixed.get(0) + "->" + mixed.get(1);
            case PAIR -> mixed.get(0) + "<->" + mixed.get(1);
            case PAIRS -> drawPairs(mixed);
            case CIRCLE -> String.join(",", mixed);
            case GROUPS -> group(mixed, 0, half) + "|" + group(mixed, half, mixed.size());
            case BRIDGE -> bridge(mixed);
        };
    }

    private String drawPairs(List<String> mixed) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < mixed.size(); i++) {
            for (int j = i + 1; j < mixed.size(); j++) {
                if (pairs.isEmpty() || shouldSever()) {
                    pairs.add(mixed.get(i) + "<->" + mixed.get(j));
                }
            }
        }
        return String.join(",", pairs);
    }

    private boolean shouldSever() {
        return choices.chance(0.3);
    }

    /** With two hosts there is nothing between them, and the bridge is one of the two. */
    private static String bridge(List<String> mixed) {
        int middle = mixed.size() / 2;
        String bridge = mixed.get(middle);
        String left = group(mixed, 0, Math.max(1, middle));
        String right = middle + 1 < mixed.size() ? group(mixed, middle + 1, mixed.size()) : bridge;
        return left + "|" + bridge + "|" + right;
    }

    private static String group(List<String> names, int from, int to) {
        return String.join(",", names.subList(from, to));
    }

    private long drawAmount(FaultKind kind) {
        return switch (kind) {
            case DELAY -> choices.between(1, 2_000) * MILLI;
            case LOSE -> choices.between(1, 500);
            case FLAP -> choices.between(10, 5_000) * MILLI;
            case RESET_STORM -> choices.between(10, 2_000) * MILLI;
            case CUT_AFTER -> choices.between(0, 1L << choices.between(0, 20));
            case SLOW_DRAIN -> choices.between(0, 10_000);
            default -> 0;
        };
    }

    List<String> shuffled() {
        List<String> mixed = new ArrayList<>(options.hosts());
        for (int i = mixed.size() - 1; i > 0; i--) {
            Collections.swap(mixed, i, choices.below(i + 1));
        }
        return mixed;
    }
}
