package dev.lockstep.net.link;

import dev.lockstep.core.Simulation;
import dev.lockstep.core.TraceKind;
import dev.lockstep.net.Guard;
import dev.lockstep.net.Rule;
import dev.lockstep.net.Verdict;
import dev.lockstep.net.packet.Frame;
import java.util.ArrayList;
import java.util.List;

/** The rules in force, in the order they came into force. Used on the carrier only. */
final class RuleBook {
    private final Simulation simulation;
    private final List<ActiveRule> rules = new ArrayList<>();
    private long latest;

    RuleBook(Simulation simulation) {
        this.simulation = simulation;
    }

    Guard add(Rule rule) {
        ActiveRule active = new ActiveRule(this, ++latest, rule);
        rules.add(active);
        simulation.trace().emit(TraceKind.FAULT, null, active.number(), 1, "in force: " + rule.describe());
        return active;
    }

    void lift(ActiveRule rule) {
        if (rules.remove(rule)) {
            simulation
                    .trace()
                    .emit(
                            TraceKind.FAULT,
                            null,
                            rule.number(),
                            0,
                            "lifted: " + rule.rule().describe());
        }
    }

    /** Asks the rules that have not judged the frame yet. */
    Verdict judge(Wire wire, Frame frame) {
        if (frame.judged() == latest) {
            return Verdict.PASS;
        }
        for (int i = 0; i < rules.size(); i++) {
            ActiveRule rule = rules.get(i);
            if (rule.number() > frame.judged()) {
                Verdict verdict = rule.judge(wire, frame);
                if (!(verdict instanceof Verdict.Pass)) {
                    frame.judged(verdict instanceof Verdict.Hold ? rule.number() : latest);
                    return verdict;
                }
            }
        }
        frame.judged(latest);
        return Verdict.PASS;
    }

    /** One line for each rule in force. */
    List<String> describe() {
        return rules.stream().map(ActiveRule::describe).toList();
    }
}
