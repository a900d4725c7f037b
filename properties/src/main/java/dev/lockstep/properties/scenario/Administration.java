package dev.lockstep.properties.scenario;

import dev.lockstep.core.Choices;
import dev.lockstep.search.Plan;

/**
 * What operators and controllers do to a cluster in which little fails by itself: slots are moved, nodes reset, passwords mistaken, odd
 * topologies pushed, masters changed in the middle of something. A plan may hold whatever a chaos plan may.
 */
public final class Administration extends Chaos {
    @Override
    public String name() {
        return "administration";
    }

    @Override
    public String summary() {
        return "slots moved, nodes reset, passwords mistaken, odd topologies and commands, few faults; then recovery";
    }

    @Override
    public Plan draw(Choices choices) {
        return new AdministrationDraw(choices).plan();
    }
}
