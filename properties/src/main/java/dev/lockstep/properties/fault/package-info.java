/**
 * The faults of a plan: one file for the faults of one thing (network, process, disk, clock), each kind with its name, how it is checked,
 * told, begun and ended. Uses the testbed, the network's rules and the plan's actions; knows no scenario.
 */
@NullMarked
package dev.lockstep.properties.fault;

import org.jspecify.annotations.NullMarked;
