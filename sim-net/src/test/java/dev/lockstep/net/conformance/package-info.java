/**
 * The conformance suite of the network: programs of socket calls that know nothing of a simulation, run on the loopback of the real
 * kernel, on the loopback of a simulated host and between two simulated hosts. What they see must agree; docs/network-conformance.md
 * holds the report.
 */
@NullMarked
package dev.lockstep.net.conformance;

import org.jspecify.annotations.NullMarked;
