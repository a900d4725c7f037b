package dev.lockstep.search.defectbench;

import dev.lockstep.search.Outcome;
import dev.lockstep.search.Scenario;

/**
 * A seed on which the right system breaks a promise: it, the promise or the scenario is wrong, and the seed says nothing of a defect.
 *
 * @param scenario what ran
 * @param outcome of the run without the defect
 */
public record Alarm(Scenario scenario, Outcome outcome) {}
